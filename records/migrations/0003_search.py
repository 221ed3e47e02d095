"""The index of words, filled from the paragraphs that are there."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from records.search import index


def fill(apps, schema_editor):
    cards = apps.get_model("records", "Card")
    entries = apps.get_model("records", "SearchEntry")
    found = cards.objects.prefetch_related(
        models.Prefetch("edition__passages", apps.get_model("records", "Passage").objects.order_by("number"))
    )
    for card in found.iterator(chunk_size=200):
        made = [index.of_card(card), *(index.of_passage(card, passage) for passage in card.edition.passages.all())]
        entries.objects.bulk_create(entries(**entry) for entry in made)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_immutable")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(blank=True, max_length=50)),
                ("starts_on", models.DateField(null=True)),
                (
                    "verbs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="records.edition",
                    ),
                ),
                (
                    "passage",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="records.passage",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="search_entry_by_words"),
                    models.Index(
                        models.F("starts_on").desc(nulls_last=True),
                        models.F("id").desc(),
                        name="search_entry_newest_first",
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
