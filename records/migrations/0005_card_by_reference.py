from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("records", "0004_files_may_go")]

    operations = [
        AddIndexConcurrently(model_name="card", index=models.Index(fields=["reference"], name="card_by_reference")),
    ]
