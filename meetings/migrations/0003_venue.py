from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_material_bytes_elsewhere"),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="venue",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="The building: a hotel, a ministry.",
                max_length=200,
            ),
        )
        for name in ("historicalmeeting", "meeting")
    ]
