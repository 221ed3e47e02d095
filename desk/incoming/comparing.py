"""What a text or a sheet says beside what the meeting holds. Nothing is written here: see `services.take`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from core.dates import first_day, last_day
from core.text import span_words
from core.translating import lazy_
from desk.incoming.attendance import compare_attendance, compare_sheet
from desk.incoming.changes import Change, Comparison
from desk.incoming.paragraphs import compare_outcomes, compare_recommendations
from meetings.models import Figure, Host, Incoming, Meeting, Precision, Venue
from meetings.services import STEP
from members.models import Participant

_FORMATS = {"virtual": Venue.ONLINE, "in person": Venue.IN_PERSON, "hybrid": Venue.HYBRID}
# What a person wrote or checked stays unless somebody says otherwise; what is not there yet is taken.
_OURS = lazy_("The meeting has words of its own here.")


def compare(meeting: Meeting, incoming: Incoming) -> Comparison:
    """All differences, in the order of the meeting's page."""
    found = Comparison(meeting)
    directory = {row.slug: row for row in Participant.objects.with_names()}
    if incoming.kind == Incoming.Kind.SHEET:
        compare_sheet(found, incoming.read["lines"], directory)
        return found
    proposal = incoming.read
    _facts(found, proposal)
    _hosts(found, proposal, directory)
    compare_attendance(found, proposal["attendance"], directory)
    _figures(found, proposal["figures"])
    compare_outcomes(found, proposal["outcomes"])
    compare_recommendations(found, proposal["recommendations"])
    _abbreviations(found, proposal["abbreviations"])
    found.unplaced = list(proposal["unplaced"])
    if doubt := _of_another(meeting, proposal):
        found.doubt = doubt
        for change in found.changes:
            change.preset = False
    return found


def _of_another(meeting: Meeting, proposal: dict[str, Any]) -> str:
    """Why a text seems to be of another meeting: its number in the same series, or days that do not meet."""
    told = proposal["ordinal"]
    if told and meeting.ordinal and proposal["series"] == meeting.series.code and told != meeting.ordinal:
        return _("The text is of {code} {told}, and this is {reference}.").format(
            code=meeting.series.code, told=told, reference=meeting.reference
        )
    dates = proposal["dates"]
    if dates["precision"] != "day" or meeting.precision != Precision.DAY or not (meeting.starts_on and meeting.ends_on):
        return ""
    starts, ends = first_day(dates["starts"]), last_day(dates["ends"] or dates["starts"])
    if starts and ends and (ends < meeting.starts_on or starts > meeting.ends_on):
        return _("The text is of {span_words}, and this meeting is not.").format(
            span_words=span_words(dates["starts"], dates["ends"], dates["days"])
        )
    return ""


def _facts(found: Comparison, proposal: dict[str, Any]) -> None:
    meeting, place = found.meeting, proposal["location"]
    _date(found, proposal["dates"])
    told = (
        ("title", _("Title"), meeting.title, {"title": proposal["title"] or ""}),
        ("place", _("Place"), meeting.place, {"city": place["city"] or "", "country": place["country"] or ""}),
        ("purpose", _("Purpose"), meeting.purpose, {"purpose": proposal["purpose"] or ""}),
        (
            "intro",
            _("Words before the recommendations"),
            meeting.recommendations_intro,
            {"recommendations_intro": proposal["recommendations_intro"] or ""},
        ),
    )
    for key, label, was, values in told:
        now = ", ".join(filter(None, values.values()))
        if now:
            _fact(found, (key, label), was, now, values)
    if (venue := _FORMATS.get(place["format"] or "")) and venue != meeting.format:
        was = meeting.get_format_display() if meeting.format != Venue.NOT_KNOWN else ""
        _fact(found, ("format", _("Format")), was, str(venue.label), {"format": venue})


def _date(found: Comparison, dates: dict[str, Any]) -> None:
    meeting = found.meeting
    if not dates["starts"]:
        return
    days = [day for day in map(first_day, dates["days"]) if day]
    was = span_words(meeting.starts, meeting.ends, [day.isoformat() for day in meeting.days])
    now = span_words(dates["starts"], dates["ends"], dates["days"])
    values = {
        "starts_on": first_day(dates["starts"]),
        "ends_on": last_day(dates["ends"] or dates["starts"]),
        "days": days,
        "precision": dates["precision"] or Precision.DAY,
    }
    _fact(found, ("date", _("Date")), was or "", now or "", values)


def _fact(found: Comparison, called: tuple[str, str], was: str, now: str, values: dict[str, Any]) -> None:
    meeting, (key, label) = found.meeting, called
    if " ".join(was.split()) == " ".join(now.split()):
        found.agree("facts")
        return

    def take() -> None:
        for name, value in values.items():
            setattr(meeting, name, value)

    kind = "changed" if was else "new"
    found.changes.append(
        Change(f"facts:{key}", "facts", kind, label, was, now, not was, take, _OURS if was else "", row=meeting)  # type: ignore[arg-type]
    )


def _hosts(found: Comparison, hosts: dict[str, Any], directory: dict[str, Participant]) -> None:
    meeting = found.meeting
    held = {host.participant_id for host in meeting.hosts.all()}
    for host in hosts["hosts"]:
        participant = directory.get(host["participant"] or "")
        if participant is None or "stated" not in host["basis"]:
            continue
        if participant.pk in held:
            found.agree("hosts")
            continue
        role = Host.Role.CO_CHAIR if "chair" in host["basis"].lower() else Host.Role.HOST
        row = Host(
            meeting=meeting, participant=participant, as_written=str(participant), role=role, basis=host["basis"],
            position=(len(held) + len(found.changes) + 1) * STEP,
        )  # fmt: skip
        now = f"{participant}, {role.label}"
        found.changes.append(
            Change(f"hosts+{participant.slug}", "hosts", "new", str(participant), "", now, True, row.save)
        )


def _figures(found: Comparison, figures: list[dict[str, Any]]) -> None:
    held = {row.text.casefold() or f"{row.count} {row.of}".casefold() for row in found.meeting.figures.all()}
    for at, figure in enumerate(figures):
        if figure["text"].casefold() in held or f"{figure['count']} {figure['of']}".casefold() in held:
            found.agree("figures")
            continue
        row = Figure(
            meeting=found.meeting, count=figure["count"], of=figure["of"], text=figure["text"],
            position=(len(held) + at + 1) * STEP,
        )  # fmt: skip
        found.changes.append(
            Change(f"figures+{at}", "figures", "new", figure["text"], "", figure["text"], True, row.save)
        )


def _abbreviations(found: Comparison, pairs: list[dict[str, str]]) -> None:
    meeting = found.meeting
    held = {pair["short"].casefold() for pair in meeting.abbreviations}
    for pair in pairs:
        if pair["short"].casefold() in held:
            found.agree("abbreviations")
            continue

        def take(pair: dict[str, str] = pair) -> None:
            meeting.abbreviations = [*meeting.abbreviations, {"short": pair["short"], "long": pair["long"]}]

        now = f"{pair['short']} = {pair['long']}"
        found.changes.append(
            Change(
                f"abbreviations+{pair['short']}",
                "abbreviations",
                "new",
                pair["short"],
                "",
                now,
                True,
                take,
                row=meeting,
            )
        )
