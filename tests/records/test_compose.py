"""From rows to a Record: the same rows give the same words, numbers run through, nothing is invented."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.models import Attendance, Meeting, Outcome
from members.models import Area, Participant, User
from recommendations.models import Addressee, Recommendation
from records.canonical import digest, record_bytes, record_from_bytes
from records.compose import compose_draft, compose_meeting
from records.compose.words import anchor_of
from records.record import Reference, Value
from records.render.text import said_besides
from strategy.models import Document, DocumentMention, Draft

pytestmark = pytest.mark.django_db


def numbered(record):
    return [(p.number, p.role, p.code, p.text) for p in record.passages]


def test_paragraph_numbers_run_through_the_record(meeting):
    assert numbered(compose_meeting(meeting)) == [
        (
            1,
            "opening",
            "",
            (
                "The Co-Chairs, Australia and Indonesia, hosted the Tenth Meeting of the Ad Hoc Group Senior Officials "
                "in Bangkok, Thailand, on 2 February 2016. The meeting was called to review progress."
            ),
        ),
        (
            2,
            "attendance",
            "",
            "Six delegations attended, and the RSO Co-Managers took part. Apologies were received from Nepal.",
        ),
        (3, "outcome", "", "Members agreed:"),
        (4, "outcome", "", "Something was agreed on this point; the words are in none of the sources held."),
        (5, "recommendation", "R1", "Encouraged members."),
        (6, "recommendation", "R2", "The RSO was commended."),
        (7, "next", "", "The meeting prepared the Sixth Ministerial Conference (23 March 2016, Bali)."),
    ]


def test_delegations_stand_by_capacity_and_keep_the_name_as_written(meeting):
    people = compose_meeting(meeting).attendance

    assert [(p.name, p.capacity, p.capacity_label, p.iso, p.presence) for p in people] == [
        ("Australia", "co_chair", "Co-Chairs", "AU", "present"),
        ("Indonesia", "co_chair", "Co-Chairs", "ID", "present"),
        ("Nepal", "member", "Members", "NP", "apologies"),
        ("Sri Lanka", "member", "Members", "LK", "present"),
        ("Vietnam", "member", "Members", "VN", "present"),
        ("UNHCR", "member", "Member organisation", None, "present"),
        ("Canada", "observer", "Observer", "CA", "present"),
        ("RSO Co-Managers", "co_manager", "Also taking part", None, "present"),
    ]


def test_sub_paragraphs_are_lettered_and_anchored(meeting):
    items = compose_meeting(meeting).passages[2].items

    assert [(item.label, item.text) for item in items] == [("(a)", "the agenda;"), ("(b)", "the priorities.")]
    assert len({item.anchor for item in items}) == 2


def test_the_same_rows_give_the_same_bytes(meeting):
    first = record_bytes(compose_meeting(meeting, nonce="n"))
    second = record_bytes(compose_meeting(Meeting.objects.get(), nonce="n"))

    assert first == second
    assert digest(record_bytes(compose_meeting(meeting, nonce="m"))) != digest(first)
    assert record_from_bytes(first) == compose_meeting(meeting, nonce="n")


def test_composing_costs_the_same_at_any_size(meeting):
    with CaptureQueriesContext(connection) as before:
        compose_meeting(Meeting.objects.select_related("series").get())
    for at in range(20):
        Outcome.objects.create(meeting=meeting, position=5000 + at, text=f"Members noted {at}.", verbs=["noted"])
        Recommendation.objects.create(meeting=meeting, position=5000 + at, text=f"Do {at}.")
        Attendance.objects.create(meeting=meeting, as_written=f"Delegation {at}")
    with CaptureQueriesContext(connection) as after:
        compose_meeting(Meeting.objects.select_related("series").get())

    assert len(before) == len(after) == 17


def test_what_a_paragraph_is_about_and_what_a_recommendation_led_to(meeting):
    strategy = Document.objects.create(slug="strategy", title="Strategy for Cooperation", kind="strategy")
    guide = Document.objects.create(slug="guide", title="Guide on returns", kind="policy_guide")
    other = Meeting.objects.create(series=meeting.series, ordinal=9, title="Ninth", precision="unknown")
    outcome = meeting.outcomes.first()
    outcome.about_meeting, outcome.about_body = other, Participant.objects.get(slug="rso")
    outcome.save()
    DocumentMention.objects.create(outcome=outcome, document=strategy)
    given, commended = meeting.recommendations.all()
    given.result_document, given.due_meeting = guide, other
    given.save()
    commended.number, commended.withdrawn_at, commended.withdrawn_by = 2, timezone.now(), _somebody()
    commended.save()

    record = compose_meeting(meeting)
    found = {passage.anchor: passage for passage in record.passages}
    said = found[anchor_of(outcome.pk)]
    first, second = record.recommendations
    assert said.about == (
        Reference(kind="document", name="Strategy for Cooperation", key="strategy"),
        Reference(kind="meeting", name="AHG SOM 9", key="AHG SOM 9"),
        Reference(kind="body", name="RSO", key="rso"),
    )
    assert (first.due, first.led_to) == (
        "AHG SOM 9",
        (Reference(kind="document", name="Guide on returns", key="guide"),),
    )
    assert (second.code, second.is_withdrawn, first.is_withdrawn) == ("R2", True, False)
    assert said_besides(said) == ["About Strategy for Cooperation, AHG SOM 9 and RSO"]
    assert said_besides(first) == ["Due at AHG SOM 9", "Led to Guide on returns"]
    assert said_besides(second) == ["Withdrawn"]


def _somebody():
    return User.objects.create_user("ana@example.org", name="Ana")


def test_what_is_not_known_is_said(meeting):
    meeting.attendance.all().delete()
    meeting.hosts.all().delete()
    meeting.starts_on = meeting.ends_on = None
    meeting.precision, meeting.city, meeting.country, meeting.purpose = "unknown", "", "", ""

    opening, attended, *_ = compose_meeting(meeting).passages

    assert opening.text == "The Tenth Meeting of the Ad Hoc Group Senior Officials was held. Its date is not known."
    assert attended.text == "Which delegations attended is not known."
    assert compose_meeting(meeting).meeting.starts is None


def test_a_month_stays_a_month(meeting):
    meeting.precision = "month"

    record = compose_meeting(meeting)

    assert (record.meeting.starts, record.meeting.ends) == ("2016-02", "2016-02")
    assert "in February 2016." in record.passages[0].text


def test_headings_of_outcomes_make_sections(meeting):
    first = meeting.outcomes.filter(parent=None)[0]
    first.heading = "Regional developments"
    first.save()

    assert [s.heading for s in compose_meeting(meeting).sections] == [
        "Opening and purpose", "Attendance", "Regional developments", "Recommendations", "What comes next",
    ]  # fmt: skip


def test_a_draft_is_headings_paragraphs_and_sub_paragraphs(db):
    document = Document.objects.create(slug="strategy", title="Strategy for Cooperation", kind="strategy")
    draft = Draft.objects.create(
        document=document,
        number=2,
        text="# Aim\n\nOne aim.\n\n# Ways\n\nTwo ways:\n- first;\n- second.\n\nAnd a third.",
    )

    record = compose_draft(draft)

    assert [(s.slug, [(p.number, p.text, [i.text for i in p.items]) for p in s.passages]) for s in record.sections] == [
        ("aim", [(1, "One aim.", [])]),
        ("ways", [(2, "Two ways:", ["first;", "second."]), (3, "And a third.", [])]),
    ]


def test_where_only_observers_are_named_members_are_not_said_to_be_absent(meeting):
    for row in meeting.attendance.exclude(capacity="observer"):
        row.delete()

    assert compose_meeting(meeting).passages[1].text == (
        "One delegation attended as observer or guest; which members attended is not known."
    )


def test_names_take_their_article_in_sentences(meeting):
    name = meeting.attendance.get(as_written="Nepal").participant.names.get()
    name.article = "the"
    name.save()

    assert compose_meeting(meeting).passages[1].text.endswith("Apologies were received from the Nepal.")


def test_hosts_take_their_article_too(meeting):
    name = meeting.hosts.get(as_written="Indonesia").participant.names.get()
    name.article = "the"
    name.save()

    assert compose_meeting(meeting).passages[0].text.startswith("The Co-Chairs, Australia and the Indonesia, hosted")


class Sighting(Value):
    later = frozenset({"weather", "by"})
    place: str
    weather: str = ""
    by: tuple[str, ...] = ()


def test_a_field_added_later_leaves_what_was_issued_before_it_as_it_was():
    assert Sighting(place="Bangkok").written() == {"place": "Bangkok"}
    assert Sighting(place="Bangkok", by=("Mira",)).written() == {"place": "Bangkok", "by": ["Mira"]}


def test_areas_and_addressees_are_named_and_known(meeting):
    area = Area.objects.create(slug="returns", name="Returns and reintegration")
    first = meeting.recommendations.all()[0]
    first.area = area
    first.save()
    Addressee.objects.create(recommendation=first, participant=Participant.objects.get(slug="rso"), as_written="RSO")
    record = compose_meeting(meeting)

    assert [(p.area and p.area.name, p.addressed_to) for p in record.recommendations] == [
        ("Returns and reintegration", ("rso",)),
        (None, ()),
    ]
    assert b'"area"' not in record_bytes(record.model_copy(update={"sections": record.sections[:2]}))


def test_marking_and_language_come_from_settings_where_the_record_says_nothing(meeting, settings):
    said = compose_meeting(meeting)
    settings.RECORD_MARKING, settings.RECORD_LANGUAGE = "For official use", "fr"
    usual = compose_meeting(meeting)
    meeting.marking = "Co-Chairs only"

    assert (said.marking, said.language) == ("", "en")
    assert (usual.marking, usual.language) == ("For official use", "fr")
    assert compose_meeting(meeting).marking == "Co-Chairs only"


def test_documents_are_marked_by_the_same_setting(settings, db):
    settings.RECORD_MARKING, settings.RECORD_LANGUAGE = "For official use", "zh-Hant"
    document = Document.objects.create(slug="work-plan", title="Work plan", kind="work_plan")
    record = compose_draft(Draft.objects.create(document=document, number=1, text="Members will meet."))

    assert (record.marking, record.language) == ("For official use", "zh-Hant")
