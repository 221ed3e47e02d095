from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import F, Q

from core.indexing import BuildIndex

INDEXES = {
    "attendanceindex": [
        models.Index(fields=["edition", "presence", "participant", "capacity"], name="attendance_of_edition"),
    ],
    "edition": [
        models.Index(fields=["subject", "number"], name="edition_after_the_first", condition=Q(number__gt=1)),
    ],
    "inforce": [
        models.Index(
            "series", F("made_on").asc(nulls_first=True), "reference", "number", "id", "until_on", "from_on",
            name="in_force_in_order",
        ),
    ],
    "registerentry": [
        models.Index(
            F("made_on").desc(nulls_last=True), "reference", "number", "id", "due_on",
            name="register_newest_due", condition=Q(due_on__isnull=False),
        ),
    ],
    "searchentry": [
        models.Index(fields=["series"], name="search_entry_in_series", condition=~Q(series="")),
        GinIndex(fields=["verbs", "actors"], name="search_entry_by_deed"),
    ],
}  # fmt: skip


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("records", "0005_card_by_reference")]

    operations = [BuildIndex(model_name=model, index=index) for model, indexes in INDEXES.items() for index in indexes]
