"""What a recommendation led to, beside its paragraph. Older records have none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_clearance"),
    ]

    operations = [
        migrations.AddField(
            model_name="passage",
            name="led_to",
            field=models.JSONField(default=list, help_text="What it brought about, as written in the record."),
        ),
    ]
