"""A meeting's rows as a Record.

Paragraph numbers run through the whole record: 1 convening and purpose, 2 attendance, then the outcomes under
their headings, the recommendations, and what comes next. Page and sheet show the same numbers.

Choices are cast to Any: the database constrains them and pydantic checks them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, groupby
from typing import Any, cast

from django.conf import settings
from django.utils.text import slugify

from core.text import date_words, listed, span_words
from meetings.models import Host, Material, Meeting, MeetingLink, MeetingSource, Outcome, Provenance, Relation, Venue
from members.models import Area
from recommendations.models import Addressee, Recommendation
from records.compose.actions import action_section, asked, codes
from records.compose.agenda import agenda_section
from records.compose.attendance import articles, attendance_text, attendees
from records.compose.clearance import with_clearances
from records.compose.language import in_its_own_language
from records.compose.priorities import priority_section
from records.compose.references import about, due, led_to, named_document
from records.compose.rows import Rows
from records.compose.words import anchor_of, label, sentence
from records.record import (
    NOT_CLEARED,
    Abbreviated,
    Enclosed,
    Figure,
    Item,
    Link,
    MeetingFacts,
    Passage,
    Record,
    Section,
    Source,
    Topic,
)
from records.record import Host as HostValue

NOT_HELD = "Something was agreed on this point; the words are in none of the sources held."


@in_its_own_language
def compose_meeting(meeting: Meeting, *, nonce: str = "", rows: Rows | None = None) -> Record:
    """The Record of a meeting as its rows stand now, or as `rows` were read."""
    rows = rows or Rows.of(meeting)
    hosts, figures, links = rows.hosts, rows.figures, rows.links
    people = attendees(meeting, rows.attendance, hosts)
    number = count(1)
    opening = _opening(meeting, hosts, next(number))
    attended = Passage(
        anchor=anchor_of(meeting.pk, "attendance"),
        number=next(number),
        role="attendance",
        text=attendance_text(meeting, people, figures, articles(rows.attendance)),
    )
    remark = _attendance_remark(meeting, hosts) if people else ""
    agenda = agenda_section(meeting, rows.agenda, number)
    done, actions = action_section(rows, number)
    outcomes = _outcome_sections(meeting, rows.outcomes, number)
    focus, priorities = priority_section(rows.priorities, number)
    sections = [
        Section(slug="opening", heading="Opening and purpose", passages=(opening,)),
        Section(slug="attendance", heading="Attendance", passages=(attended,), remark=remark),
        *agenda,
        *done,
        *outcomes,
        *focus,
        *_recommendation_section(meeting, rows.recommendations, number),
        *_next_section(meeting, links, number),
    ]
    record = Record(
        kind="meeting",
        process=settings.PROCESS_NAME,
        reference=meeting.reference,
        title=meeting.title,
        statement_title=_statement_title(meeting),
        gist=meeting.gist,
        language=settings.RECORD_LANGUAGE,
        marking=meeting.marking or settings.RECORD_MARKING,
        notice=NOT_CLEARED if meeting.provenance == Provenance.PUBLIC_SOURCES else "",
        nonce=nonce,
        meeting=_facts(meeting, hosts),
        attendance=people,
        attendance_remark=remark,
        figures=tuple(Figure(count=f.count, of=f.of, text=f.text, source=f.source) for f in figures),
        links=tuple(_link(link) for link in links),
        sections=tuple(sections),
        abbreviations=_abbreviations(meeting),
        sources=_sources(rows.sources),
        asked=asked(rows.recommendations, rows.put),
        actions=actions,
        priorities=priorities,
        enclosures=tuple(_enclosed(material) for material in rows.going_out),
    )
    return with_clearances(record, hosts, rows.clearances)


def _enclosed(material: Material) -> Enclosed:
    return Enclosed(
        kind="picture" if material.kind == Material.Kind.PICTURE else "document",
        title=material.title,
        file_name=material.file_name,
        media_type=material.media_type,
        size=material.size,
        sha256=material.sha256,
        alternative=material.alternative,
    )


def _facts(meeting: Meeting, hosts: Sequence[Host]) -> MeetingFacts:
    series = meeting.series
    return MeetingFacts(
        series_code=series.code,
        series_slug=series.slug,
        series_name=series.name,
        body=series.name,
        level=cast(Any, series.level),
        ordinal=meeting.ordinal,
        state=cast(Any, meeting.state),
        starts=meeting.starts,
        ends=meeting.ends,
        days=tuple(day.isoformat() for day in meeting.days),
        zone=meeting.zone,
        city=meeting.city,
        country=meeting.country,
        venue=meeting.venue,
        format=cast(Any, meeting.format),
        agenda_agreed_at=meeting.agenda_agreed_at.reference if meeting.agenda_agreed_at else "",
        hosts=tuple(
            HostValue(
                name=host.as_written,
                agency=host.agency,
                participant=host.participant.slug if host.participant else None,
                role=cast(Any, host.role),
                basis=host.basis,
            )
            for host in hosts
        ),
    )


def _statement_title(meeting: Meeting) -> str:
    if meeting.state != Meeting.State.HELD:
        return "Notice of meeting"
    return "Record of the meeting" if meeting.provenance == Provenance.PUBLIC_SOURCES else "Outcome statement"


def _opening(meeting: Meeting, hosts: Sequence[Host], number: int) -> Passage:
    words = f"{_convening(meeting, hosts)} {sentence(meeting.purpose)}".strip()
    return Passage(anchor=anchor_of(meeting.pk, "opening"), number=number, role="opening", text=words)


def _convening(meeting: Meeting, hosts: Sequence[Host]) -> str:
    """ "The Co-Chairs, Australia and Indonesia, hosted the Tenth Meeting … in Bangkok on 2 February 2016." """
    when = span_words(meeting.starts, meeting.ends, [day.isoformat() for day in meeting.days])
    dated = f"{'on' if meeting.precision == 'day' else 'in'} {when}" if when else ""
    placed = f"in {meeting.place}" if meeting.place else ""
    if meeting.format == Venue.ONLINE:
        placed = "online"
    if meeting.format == Venue.HYBRID:
        placed = f"{placed} and online".strip()
    where_when = ", ".join(part for part in (placed, dated) if part)
    verb = {"held": "was held", "planned": "is to be held", "postponed": "was postponed", "cancelled": "was cancelled"}
    if hosts and meeting.state == Meeting.State.HELD:
        said = f"{_hosting(hosts)} the {_bare(meeting.title)}"
    else:
        said = f"The {_bare(meeting.title)} {verb[meeting.state]}"
    unknown = " Its date is not known." if not when and meeting.state == Meeting.State.HELD else ""
    return sentence(f"{said} {where_when}") + unknown


def _hosting(hosts: Sequence[Host]) -> str:
    article = articles(hosts)
    names = listed([_named(host, article[host.as_written]) for host in hosts])
    chairs = all(host.role == Host.Role.CO_CHAIR for host in hosts)
    return f"The Co-Chairs, {names}, hosted" if chairs and len(hosts) > 1 else f"{names} hosted"


def _named(host: Host, article: str) -> str:
    """ "the Philippines", "Australia (Department of Home Affairs)"."""
    name = f"{article} {host.as_written}".strip()
    return f"{name} ({host.agency})" if host.agency else name


def _bare(title: str) -> str:
    return title[4:] if title.lower().startswith("the ") else title


def _attendance_remark(meeting: Meeting, hosts: Sequence[Host]) -> str:
    inferred = next((host.basis for host in hosts if host.basis and host.basis != "named"), "")
    whose = "the source writes them" if meeting.provenance == Provenance.PUBLIC_SOURCES else "written at the meeting"
    written = f"Names as {whose}, in alphabetical order within each capacity."
    return f"{written} {sentence(f'Who held the chair is {inferred}')}" if inferred else written


def _items(rows: Sequence[Any], parent: Any, level: int = 0) -> tuple[Item, ...]:
    below = [row for row in rows if row.parent_id == parent.pk]
    return tuple(
        Item(anchor=anchor_of(row.pk), label=label(at, level), text=row.text, items=_items(rows, row, level + 1))
        for at, row in enumerate(below)
    )


def _outcome_sections(meeting: Meeting, rows: Sequence[Outcome], number: Iterable[int]) -> list[Section]:
    """Consecutive paragraphs under one heading make a section; a heading that comes again gets its own address."""
    top = [row for row in rows if row.parent_id is None]
    sections: list[Section] = []
    heading = ""
    headed: list[tuple[str, Outcome]] = []
    for row in top:
        heading = row.heading or heading
        headed.append((heading, row))
    for heading, group in groupby(headed, key=lambda pair: pair[0] or "Outcomes"):
        slug = slugify(heading)[:60] or "outcomes"
        taken = {section.slug for section in sections}
        slug = slug if slug not in taken else f"{slug}-{len(sections)}"
        passages = tuple(_outcome(meeting, row, rows, at) for (_, row), at in zip(group, number, strict=False))
        sections.append(Section(slug=slug, heading=heading, passages=passages))
    return sections


def _outcome(meeting: Meeting, row: Outcome, rows: Sequence[Outcome], number: int) -> Passage:
    return Passage(
        anchor=anchor_of(row.pk),
        number=number,
        role="outcome",
        text=row.text if row.text else NOT_HELD,
        verbs=tuple(row.verbs),
        actors=tuple(row.actors),
        items=_items(rows, row),
        is_held=row.is_held,
        area=_topic(row.area),
        about=about(row, meeting.starts_on),
    )


def _topic(area: Area | None) -> Topic | None:
    return Topic(slug=area.slug, name=area.name) if area else None


def _known(addressees: Iterable[Addressee]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.participant.slug for one in addressees if one.participant))


def _recommendation_section(meeting: Meeting, rows: Sequence[Recommendation], number: Iterable[int]) -> list[Section]:
    top = [row for row in rows if row.parent_id is None]
    if not top:
        return []
    code = codes(rows)
    passages = tuple(
        Passage(
            anchor=anchor_of(row.pk),
            number=at,
            role="recommendation",
            text=row.text,
            code=code[row.pk],
            verbs=(row.verb,) if row.verb else (),
            addressees=tuple(addressee.as_written for addressee in row.addressees.all()),
            items=_items(rows, row),
            follow_up=cast(Any, row.follow_up),
            area=_topic(row.area),
            addressed_to=_known(row.addressees.all()),
            due=due(row),
            about=named_document(row.refers_to),
            led_to=led_to(row, meeting.starts_on),
            is_withdrawn=row.withdrawn_at is not None,
        )
        for row, at in zip(top, number, strict=False)
    )
    intro = meeting.recommendations_intro
    return [Section(slug="recommendations", heading="Recommendations", passages=passages, remark=intro)]


def _next_section(meeting: Meeting, links: Sequence[MeetingLink], number: Iterable[int]) -> list[Section]:
    ahead = [link for link in links if link.relation == Relation.PREPARES]
    if not ahead:
        return []
    named = [f"the {_bare(link.title)}{_when_where(link)}" for link in ahead]
    text = f"The meeting prepared {listed(named)}."
    passage = Passage(anchor=anchor_of(meeting.pk, "next"), number=next(iter(number)), role="next", text=text)
    return [Section(slug="next", heading="What comes next", passages=(passage,))]


def _when_where(link: MeetingLink) -> str:
    known = [date_words(link.date)] if link.date else []
    known += [link.place] if link.place else []
    return f" ({', '.join(known)})" if known else ""


def _link(link: MeetingLink) -> Link:
    return Link(
        relation=cast(Any, link.relation),
        title=link.title,
        reference=link.target.reference if link.target else "",
        date=link.date or None,
        place=link.place,
    )


def _abbreviations(meeting: Meeting) -> tuple[Abbreviated, ...]:
    return tuple(Abbreviated(short=pair["short"], long=pair["long"]) for pair in meeting.abbreviations)


def _sources(sources: Sequence[MeetingSource]) -> tuple[Source, ...]:
    return tuple(
        Source(title=source.title or source.remark, url=source.url, basis=source.remark if source.title else "")
        for source in sources
    )
