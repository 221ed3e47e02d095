"""Rows in every state that an address can meet, and one person for each way of looking at them.

`make()` gives what the placeholders of the table stand for, and a signed-in client for each visitor.
"""

import datetime

from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from core import jobs
from core.history import acting
from core.jobs.models import Job
from desk.incoming import services as incoming
from desk.reading import services as readings
from meetings.files import taken
from meetings.models import AgendaItem, Attendance, Meeting, Outcome
from meetings.services import keep_material
from members.models import Area, Mandate, Participant, User
from recommendations import services as recommendations
from records import answering, clearance, services
from records.models import Book, Edition
from strategy import services as drafting
from strategy.models import Document, Draft
from tests import factories

VISITORS = ("anonymous", "delegate", "other", "lapsed", "chair", "secretariat", "approver", "deputy", "administrator")
AUDIENCES = ("public", "members_and_observers", "members", "attending", "co_chairs", "secretariat")
# Audiences that are not open to a visitor: what was issued to them is in no page that this visitor gets.
CLOSED = {
    "anonymous": AUDIENCES[1:],
    "delegate": ("co_chairs", "secretariat"),
    "other": ("members", "attending", "co_chairs", "secretariat"),
    "lapsed": AUDIENCES[1:],
    "chair": ("secretariat",),
}
NOTHING = "00000000-0000-0000-0000-000000000000"


@jobs.task("test.access")
def nothing(job):
    return None


def words_closed_to(visitor):
    """Titles and texts that this visitor may not read anywhere."""
    for audience in CLOSED.get(visitor, ()):
        yield f"Meeting {10 + AUDIENCES.index(audience)} of the AHG SOM"
        yield f"agreed on {audience}."
    if visitor in ("anonymous", "delegate", "other", "lapsed"):
        yield from (f"Meeting {number} of the AHG SOM" for number in (40, 41, 42))


def people():
    """`delegate` acts for a member that attended, `other` for an observer that did not; `lapsed` had every role."""
    sri_lanka = factories.participant("sri-lanka", "Sri Lanka", iso="LK", capacity="member")
    canada = factories.participant("canada", "Canada", iso="CA", capacity="observer")
    found = {
        "delegate": factories.user("dilini@example.org", "delegate", acting_for=sri_lanka),
        "other": factories.user("claire@example.org", "delegate", acting_for=canada),
        "lapsed": factories.user("lapsed@example.org"),
        "chair": factories.user("chair@example.org", "co_chair"),
        "secretariat": factories.user("budi@example.org", "secretariat"),
        "approver": factories.user("anil@example.org", "approver"),
        "deputy": factories.user("dewi@example.org", "deputy"),
        "administrator": factories.user("adam@example.org", "administrator"),
    }
    administrator = found["administrator"]
    administrator.is_staff = found["lapsed"].is_staff = True
    yesterday = timezone.now().date() - datetime.timedelta(days=1)
    with acting(None, "for a test"):
        administrator.save()
        found["lapsed"].save()
        for role in ("delegate", "co_chair", "secretariat", "approver", "deputy", "administrator"):
            Mandate.objects.create(user=found["lapsed"], participant=sri_lanka, role=role, until_on=yesterday)
    return found


def issued():
    """One meeting for each audience, and one that was corrected: its first revision, then a second."""
    for number, audience in enumerate(AUDIENCES):
        meeting = factories.meeting(10 + number, outcomes=[f"Members agreed on {audience}."], present=["Thailand"])
        with acting(None, "for a test"):
            sri_lanka = Participant.objects.get(slug="sri-lanka")
            Attendance.objects.create(meeting=meeting, participant=sri_lanka, as_written="Sri Lanka", kind="state")
            text = f"A paper for {audience}.".encode()
            paper = keep_material(meeting, title="Paper", file_name="p.txt", media_type="text/plain", content=text)
            paper.goes_out, paper.audience = True, audience
            paper.save()
        factories.issue(meeting, audience)
        yield audience, f"ahg-som/{10 + number}"
    factories.correct(Meeting.objects.get(ordinal=10), gist="Corrected.")


def make():
    visitors = people()
    names = {"nothing": NOTHING, **dict(issued())}
    for audience, ordinal in (("public", 10), ("members", 12)):
        names[f"code_of_{audience}"] = Edition.objects.filter(subject__meeting__ordinal=ordinal)[0].digest[:16]
    factories.issue(Participant.objects.get(slug="bali-process"))
    factories.issue(factories.draft(1))
    factories.issue(factories.draft(2, text="# Purpose\n\nThis Strategy says more."))
    files = Meeting.objects.get(ordinal=10).materials.get(), Meeting.objects.get(ordinal=12).materials.get()
    names |= {"file": files[0].sha256, "file_of_members": files[1].sha256, "no_file": "0" * 64}
    with acting(None, "for a test"):
        names["book"] = Book.objects.create(title="A book of nothing").pk
    names["edition"] = Edition.objects.filter(subject__meeting__ordinal=11)[0].pk
    names["edition_of_secretariat"] = Edition.objects.get(subject__meeting__ordinal=15).pk
    names |= (
        clearing() | following() | desk() | accounts(visitors) | administration() | {"person": visitors["delegate"].pk}
    )
    clients = {"anonymous": Client(raise_request_exception=False)}
    for name, user in visitors.items():
        clients[name] = Client(raise_request_exception=False)
        clients[name].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return names, clients


def clearing():
    """A document being written, sent for clearance to Sri Lanka, which answered once."""
    preparer = factories.user("eka@example.org", "secretariat")
    document = Document(slug="work-plan", title="Work Plan", kind="work_plan")
    draft = drafting.begin(document, Draft(text="Members will meet."), by=preparer)
    asked = [Participant.objects.get(slug="sri-lanka")]
    deadline = timezone.now() + datetime.timedelta(days=7)
    row = clearance.open_round(draft, asked, mode="silence", deadline=deadline, by=preparer)
    said = clearance.say(row, asked[0], "comment", by=preparer, text="We wonder.")
    anchor = clearance.sent(row).passages[0].anchor
    file = taken("answer.txt", b"We wonder.")
    kept = answering.keep(row, participant=asked[0], received_at=timezone.now(), file=file, by=preparer)
    return {
        "document": document.pk,
        "draft": draft.pk,
        "round": row.pk,
        "comment": said.pk,
        "message": kept.pk,
        "anchor": anchor,
    }


def following():
    """A recommendation put to Sri Lanka, which reported on it with a file and waits for the secretariat's answer."""
    meeting = factories.meeting(6, code="SOM", starts="2016-03-22")
    sri_lanka = Participant.objects.get(slug="sri-lanka")
    row = factories.recommend(meeting, "Sri Lanka shares data.", to=[sri_lanka])
    factories.issue(meeting, "public")
    said = recommendations.Reported("in_progress", "One course was held.", evidence=b"%PDF-", evidence_name="a.pdf")
    report = recommendations.submit(row, sri_lanka, said, by=User.objects.get(email="dilini@example.org"))
    return {"report": report.pk}


def desk():
    """Meetings that readers know nothing of: open, waiting for approval, returned, issued; and a summary being read."""
    preparer = factories.user("ana2@example.org", "secretariat")
    kinds = {}
    for number, state in enumerate(("open", "waiting", "returned", "decided")):
        row = factories.meeting(40 + number, starts=None, outcomes=["Members agreed."], attendance_is_known=False)
        kinds[state] = row
    approver = factories.user("ravi2@example.org", "approver")
    waiting = services.ask_approval(kinds["waiting"], by=preparer)
    returned = services.ask_approval(kinds["returned"], by=preparer)
    services.return_for_changes(returned, by=approver, reason="Say more.")
    decided = services.ask_approval(kinds["decided"], by=preparer)
    services.issue(decided, by=approver)
    meeting = kinds["open"]
    text = "Third Meeting of the AHG SOM\nDate: 4 May 2010\n\nMembers agreed to meet again.\n"
    with acting(preparer, "for a test"):
        row = Attendance.objects.create(meeting=meeting, as_written="Atlantis")
        AgendaItem.objects.create(meeting=meeting, title="Opening", position=1000)
        paper = keep_material(
            meeting, title="Paper", file_name="paper.txt", media_type="text/plain", content=b"For the secretariat."
        )
    return {
        "meeting": meeting.pk,
        "waiting_meeting": kinds["waiting"].pk,
        "row": row.pk,
        "material": paper.pk,
        "outcome": Outcome.objects.get(meeting=meeting).pk,
        "waiting": waiting.pk,
        "returned": returned.pk,
        "decided": decided.pk,
        "incoming": incoming.receive(meeting, kind="text", text="Talks", by=preparer).pk,
        "reading": readings.receive_text(text, by=preparer).reading.pk,
    }


def accounts(visitors):
    """Everybody's own: two jobs and one session of the secretariat's person."""
    user = visitors["secretariat"]
    job = jobs.defer(nothing, by=user, what="Export")
    failed = jobs.defer(nothing, by=user, what="Failed export")
    Job.objects.filter(pk=failed.pk).update(state="failed", error="No.", ended_at=timezone.now())
    session = UserSession.objects.create(user=user, ip="127.0.0.1", session_key="a" * 32, user_agent="")
    return {"job": job.pk, "failed": failed.pk, "session": session.pk, "key": 1}


def administration():
    with acting(None, "for a test"):
        area = Area.objects.create(slug="returns", name="Returns")
        gone = Area.objects.create(slug="gone", name="Gone")
        pk = gone.pk
        gone.delete()
    return {"area_row": area.pk, "area_history": area.history.get().pk, "gone_area": pk}
