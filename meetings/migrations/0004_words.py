"""What forms call a slug is said in words."""

from django.db import migrations, models

HELP = (
    "The last part of the address of a page, as “sri-lanka” in /members/sri-lanka/: small letters, figures and hyphens. "
    "Not to be changed once in use, so that links stay true."
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_venue")]
    is_safe_because = "Words of forms touch no table."

    operations = [
        migrations.AlterField(
            model_name=name,
            name="slug",
            field=models.SlugField(
                help_text=HELP, unique=not name.startswith("historical"), verbose_name="name in addresses"
            ),
        )
        for name in ("series", "historicalseries")
    ]
