"""The one next step that a page of the desk names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.text import date_words
from desk.worklist import Standing
from meetings import planning
from meetings.models import Meeting, Reading
from members.permissions import works_at_desk
from records.checks import Check
from records.compose.rows import Rows
from records.models import ApprovalRequest, Edition
from records.permissions import may_decide


@dataclass(frozen=True)
class Step:
    """`label` is the button's; a step without one is somebody else's, or there is nothing to do.

    `is_post` marks an act (it sends something); other buttons lead to a page. `asks` is what the act asks to be
    written with it.
    """

    title: str
    text: str = ""
    label: str = ""
    href: str = ""
    is_post: bool = False
    asks: str = ""


def for_list(
    user: Any,
    waiting: Sequence[ApprovalRequest],
    returned: Sequence[ApprovalRequest],
    readings: Sequence[Reading],
) -> Step:
    """What to do first today: decide what waits for me, mend what came back, finish what was begun, else begin."""
    mine = [request for request in waiting if may_decide(user, request)]
    if mine:
        first, more = mine[0], len(mine) - 1
        also = ngettext("{more} more waits after it.", "{more} more wait after it.", more).format(more=more)
        also = f" {also}" if more else ""
        title = _("Next: approve or return {name_of}").format(name_of=name_of(first))
        return Step(
            title,
            _("Sent by {prepared_by}.{also}").format(prepared_by=first.prepared_by, also=also),
            _("Look at it"),
            reverse("desk:approval", args=[first.pk]),
        )
    if not works_at_desk(user):
        return Step(_("Nothing waits for you"), _("What the secretariat prepares is listed below."))
    if returned:
        back = returned[0]
        href = reverse("desk:meeting", args=[back.meeting_id])
        return Step(
            _("Next: {name_of} came back").format(name_of=name_of(back)),
            f"{back.decided_by}: “{back.decision_reason}”",
            _("Look at it"),
            href,
        )
    if readings:
        first_title = readings[0].answers.get("fields", {}).get("title") or readings[0]
        title = _("Next: finish “{first_title}”").format(first_title=first_title)
        href = reverse("desk:reading", args=[readings[0].pk])
        return Step(title, _("The summary is read. Check it, then use it."), _("Go on"), href)
    text = _("Paste the summary of a meeting, or hand in the Word document.")
    return Step(_("Next: bring in a meeting"), text, _("New from a summary"), reverse("desk:reading-create"))


def name_of(request: ApprovalRequest) -> str:
    return request.meeting.reference if request.meeting else str(request.draft)


def for_meeting(rows: Rows, standing: Standing, found: Sequence[Check], user: Any, record_url: str) -> Step:
    meeting = rows.meeting
    if standing.state == "waiting" and standing.request:
        return _decide(standing.request, user)
    if standing.state == "issued":
        text = _("Every change made here waits for approval again.")
        return Step(_("Issued. Nothing to do"), text, _("Open the record"), record_url)
    if not works_at_desk(user):
        return Step(standing.words, _("The secretariat works on it."))
    if meeting.state == Meeting.State.PLANNED and meeting.starts_on and planning.has_begun(meeting):
        text = _("It began on {date_words}. Then its record can be written.").format(
            date_words=date_words(meeting.starts or "")
        )
        return Step(
            _("Next: was it held?"), text, _("It was held"), reverse("desk:state", args=[meeting.pk, "held"]), True
        )
    stop = next((check for check in found if check.level == "blocking"), None)
    if stop:
        href = place_of(meeting, stop, may_edit=True)
        return Step(
            _("Next: {text}").format(text=stop.text), _("It cannot be sent for approval before."), _("Go there"), href
        )
    return _fill(rows, standing) or _send(meeting, standing)


def _fill(rows: Rows, standing: Standing) -> Step | None:
    """What a record that was never sent still lacks, in the order in which it is written. Each may be passed over."""
    if standing.state != "preparing":
        return None
    meeting, is_held = rows.meeting, rows.meeting.state == Meeting.State.HELD
    if not rows.agenda and meeting.state == Meeting.State.PLANNED:
        text = _("Paste it as a list. It goes out with the notice of meeting.")
        return Step(_("Next: the agenda"), text, _("Paste the agenda"), reverse("desk:agenda-paste", args=[meeting.pk]))
    if is_held and not rows.outcomes and not rows.recommendations and meeting.gist == "":
        text = _("One line at a time: Enter adds it. Recommendations come after.")
        return Step(
            _("Next: what was agreed"), text, _("Write it"), reverse("desk:lines", args=[meeting.pk, "outcomes"])
        )
    return None


def _send(meeting: Meeting, standing: Standing) -> Step:
    send, request = reverse("desk:ask", args=[meeting.pk]), standing.request
    is_notice = meeting.state != Meeting.State.HELD
    asks = _("What is corrected, in one sentence. Readers see it.") if standing.edition and not is_notice else ""
    if standing.state == "returned" and request:
        text = _("{decided_by} returned it: “{decision_reason}” Make the changes, then send it again.").format(
            decided_by=request.decided_by, decision_reason=request.decision_reason
        )
        return Step(_("Next: make the changes asked for"), text, _("Send again"), send, is_post=True, asks=asks)
    if standing.state == "changed":
        text = _("The record readers see is the one issued before. A second person approves the changes.")
        return Step(
            _("Next: send the changes for approval"), text, _("Send for approval"), send, is_post=True, asks=asks
        )
    if standing.state == "withdrawn" and standing.edition:
        return _send_again(standing.edition, send, asks, is_notice=is_notice)
    text = _("Look at the preview first. A second person then approves and issues it.")
    title = _("Next: send the notice for approval") if is_notice else _("Next: send it for approval")
    return Step(title, text, _("Send for approval"), send, is_post=True)


def _send_again(edition: Edition, send: str, asks: str, *, is_notice: bool) -> Step:
    """After it was withdrawn: what stands there now is issued again, changed or not."""
    day = date_words(edition.withdrawal.withdrawn_at.date().isoformat())
    title = _("Withdrawn on {day}. Next: correct it and send a revision")
    if is_notice:
        title = _("Withdrawn on {day}. Next: correct it and send it again")
    text = _(
        "Readers see that it was withdrawn, and why. No earlier revision comes back into force by itself. Correct what "
        "was wrong below, then send it: a second person approves it."
    )
    return Step(title.format(day=day), text, _("Send for approval"), send, is_post=True, asks=asks)


def _decide(request: ApprovalRequest, user: Any) -> Step:
    href = reverse("desk:approval", args=[request.pk])
    if may_decide(user, request):
        return Step(
            _("Next: approve or return it"),
            _("Sent by {prepared_by}.").format(prepared_by=request.prepared_by),
            _("Look at it"),
            href,
        )
    if request.prepared_by_id == user.pk:
        text = _("You sent it, so somebody else approves it. To change something, take it back.")
        return Step(_("An approver decides next"), text, _("See the request"), href)
    return Step(
        _("An approver decides next"),
        _("Sent by {prepared_by}.").format(prepared_by=request.prepared_by),
        _("See the request"),
        href,
    )


@dataclass(frozen=True)
class Part:
    """A section of the desk page and how it stands; `mark` is the class of the mark beside the words."""

    slug: str
    title: str
    state: str
    mark: str = ""


def parts(rows: Rows, found: Sequence[Check]) -> list[Part]:
    """The sections in their order. What a check says of one comes before how much it holds."""
    held = {
        "facts": _("Complete"),
        "attendance": str(len(rows.attendance)),
        "purpose": _("Complete") if rows.meeting.purpose else _("Not held"),
        "agenda": str(_at_top(rows.agenda)),
        "outcomes": str(_at_top(rows.outcomes)),
        "priorities": str(len(rows.priorities)),
        "recommendations": str(_at_top(rows.recommendations)),
        "materials": str(sum(one.replaced_by_id is None for one in rows.materials)),
        "clearance": str(len(rows.clearances)),
    }
    titles = {
        "facts": _("Title, date and place"),
        "attendance": _("Attendance"),
        "purpose": _("Purpose"),
        "agenda": _("Agenda"),
        "outcomes": _("Outcomes"),
        "priorities": _("Areas of focus"),
        "recommendations": _("Recommendations"),
        "materials": _("Materials"),
        "clearance": _("Clearance"),
    }
    nothing = ("0", held["purpose"] if not rows.meeting.purpose else "")
    worst: dict[str, str] = {check.section: check.level for check in reversed(found)}
    states = {"blocking": (_("To settle"), "late"), "advisory": (_("Look again"), "open")}
    listed = []
    for slug, state in held.items():
        said, mark = states.get(worst.get(slug, ""), (state, "none" if state in nothing else ""))
        listed.append(Part(slug, titles[slug], said, mark))
    return listed


def _at_top(rows: Sequence[Any]) -> int:
    return sum(row.parent_id is None for row in rows)


def place_of(meeting: Meeting, check: Check, *, may_edit: bool) -> str:
    """Where what a check asks for is written: the field of a form, else the section on the page."""
    if not may_edit:
        return f"#{check.section}"
    if check.reading:
        return reverse("desk:reading", args=[check.reading])
    field = f"#field-{check.field}" if check.field else ""
    if check.row:
        return reverse("desk:row", args=[meeting.pk, check.section, check.row]) + field
    if field:
        return reverse("desk:section", args=[meeting.pk, check.section]) + field
    if check.section == "attendance":
        return reverse("desk:attendance", args=[meeting.pk])
    return f"{reverse('desk:meeting', args=[meeting.pk])}#{check.section}"
