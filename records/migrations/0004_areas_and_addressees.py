"""Who acts, to whom and in what area: beside each paragraph, for its readers and for the search."""

import json

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


def fill(apps, schema_editor):
    """Actors stand in what was issued already; areas and addressees by slug only in what will be issued."""
    contents = apps.get_model("records", "EditionContent").objects.all()
    passages = apps.get_model("records", "Passage").objects
    entries = apps.get_model("records", "SearchEntry").objects
    for content in contents.iterator(chunk_size=200):
        for section in json.loads(bytes(content.record))["sections"]:
            for passage in section["passages"]:
                if passage["actors"]:
                    own = passages.filter(edition_id=content.pk, anchor=passage["anchor"])
                    own.update(actors=passage["actors"])
                    entries.filter(passage__in=own).update(actors=sorted(set(passage["actors"])))


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="passage",
            name="actors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="passage",
            name="addressed_to",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=50), default=list, help_text="Slugs in the directory.", size=None
            ),
        ),
        migrations.AddField(
            model_name="passage",
            name="area",
            field=models.CharField(blank=True, help_text="Slug of the area of cooperation.", max_length=50),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="actors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="area",
            field=models.CharField(blank=True, max_length=50),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=django.contrib.postgres.indexes.GinIndex(fields=["addressed_to"], name="passage_by_addressee"),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(
                models.F("area"),
                models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True),
                condition=models.Q(("area", ""), _negated=True),
                name="search_entry_in_area",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
