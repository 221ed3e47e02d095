"""Rows and records for tests, made as the desk makes them and issued as the secretariat issues them.

meeting = factories.meeting(ordinal=10, starts="2016-02-02", outcomes=["Members agreed the agenda."])
edition = factories.issue(meeting, audience="members")
"""

import datetime

from core.history import acting
from meetings.models import Attendance, Meeting, MeetingLink, Outcome, Series
from members.models import Mandate, Membership, Participant, ParticipantName, User
from recommendations.models import Addressee, PutTo, Recommendation
from recommendations.services import Decided, decide
from records import services
from strategy.models import Document, Draft


def participant(slug, short="", kind="state", iso="", capacity=""):
    """With a capacity in the Bali Process where one is given. The same slug gives the same row."""
    with acting(None, "for a test"):
        row, is_new = Participant.objects.get_or_create(slug=slug, defaults={"kind": kind, "iso_code": iso})
        if is_new:
            name = short or slug.replace("-", " ").title()
            ParticipantName.objects.create(participant=row, short=name, sorting=name)
        if capacity:
            body = participant("bali-process", kind="body")
            Membership.objects.create(participant=row, body=body, capacity=capacity)
    return row


def user(email, *roles, acting_for=None):
    with acting(None, "for a test"):
        row = User.objects.create_user(email, name=email.split("@")[0].title())
        for role in roles:
            Mandate.objects.create(user=row, role=role, participant=acting_for)
    return row


def delegate(slug, iso="", capacity="member"):
    """Somebody who acts for a state with a capacity in the Bali Process."""
    return user(f"delegate@{slug}.example.org", "delegate", acting_for=participant(slug, iso=iso, capacity=capacity))


def series(code="AHG SOM", name="Ad Hoc Group Senior Officials’ Meeting", level="senior_official"):
    with acting(None, "for a test"):
        slug = code.lower().replace(" ", "-")
        return Series.objects.get_or_create(code=code, defaults={"slug": slug, "name": name, "level": level})[0]


def meeting(ordinal=10, code="AHG SOM", starts="2016-02-02", ends=None, **facts):
    """`outcomes` and `recommendations` are texts, `present` names of states, `prepares` meetings."""
    below = {name: facts.pop(name, ()) for name in ("outcomes", "recommendations", "present", "prepares")}
    first = datetime.date.fromisoformat(starts) if starts else None
    known = {
        "title": f"Meeting {ordinal} of the {code}",
        "city": "Bangkok",
        "country": "Thailand",
        "provenance": "public_sources",
        "precision": "day" if starts else "unknown",
        "attendance_is_known": bool(below["present"]),
    }
    with acting(None, "for a test"):
        row = Meeting.objects.create(
            series=series(code),
            ordinal=ordinal,
            starts_on=first,
            ends_on=datetime.date.fromisoformat(ends) if ends else first,
            **known | facts,
        )
        _fill(row, **below)
    return row


def _fill(row, outcomes, recommendations, present, prepares):
    for at, text in enumerate(outcomes):
        Outcome.objects.create(meeting=row, position=at * 1000, text=text, verbs=["agreed"])
    for at, text in enumerate(recommendations):
        made = Recommendation.objects.create(meeting=row, position=at * 1000, text=text, verb="recommended")
        Addressee.objects.create(recommendation=made, as_written="Members")
    for name in present:
        of = participant(name.lower().replace(" ", "-"), name, "organisation")
        Attendance.objects.create(meeting=row, participant=of, as_written=name, kind="state")
    for other in prepares:
        date = other.starts or ""
        MeetingLink.objects.create(meeting=row, relation="prepares", title=other.title, date=date, target=other)


def draft(number=1, slug="strategy-for-cooperation", text="# Purpose\n\nThis Strategy says what members do.", **facts):
    with acting(None, "for a test"):
        title = slug.replace("-", " ").capitalize()
        document = Document.objects.get_or_create(slug=slug, defaults={"title": title, "kind": "strategy"})[0]
        return Draft.objects.create(document=document, number=number, text=text, **{"audience": "public"} | facts)


def issue(thing, audience=None, reason="First issue"):
    """Issue it as it stands; anew with a reason where it was issued before. Returns the edition."""
    thing = type(thing).objects.get(pk=thing.pk)
    ana = preparer()
    approver = User.objects.filter(email="ravi@example.org").first() or user("ravi@example.org", "approver")
    with acting(ana, reason):
        if audience:
            thing.audience = audience
            thing.save()
        return services.issue_at_once(thing, prepared_by=ana, approved_by=approver, reason=reason)


def correct(thing, **changes):
    """Change fields of a desk row and issue it again."""
    thing = type(thing).objects.get(pk=thing.pk)
    for name, value in changes.items():
        setattr(thing, name, value)
    with acting(None, "for a test"):
        thing.save()
    return issue(thing, reason="The text was corrected.")


def recommend(meeting, text="Members were encouraged to share data.", to=("Members",), items=(), put_to=(), **facts):
    """A recommendation of a meeting, at the end. `to` are names or participants, `items` texts of sub-paragraphs."""
    with acting(None, "for a test"):
        at = meeting.recommendations.count() * 1000
        row = Recommendation.objects.create(
            meeting=meeting, position=at, text=text, **{"verb": "encouraged", "follow_up": "action"} | facts
        )
        for place, item in enumerate(items):
            Recommendation.objects.create(meeting=meeting, parent=row, position=place * 1000, text=item)
        for whom in to:
            known = None if isinstance(whom, str) else whom
            Addressee.objects.create(recommendation=row, participant=known, as_written=str(whom))
        for other in put_to:
            PutTo.objects.create(recommendation=row, meeting=other)
    return row


def preparer():
    return User.objects.filter(email="ana@example.org").first() or user("ana@example.org", "secretariat")


def considered(recommendation, meeting, decision="adopted", **more):
    """What a later meeting decided of it, as the desk records it."""
    recommendation = type(recommendation).objects.select_related("meeting__series").get(pk=recommendation.pk)
    return decide(recommendation, meeting, Decided(decision=decision, **more), by=preparer())
