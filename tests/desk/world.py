"""People at the desk, a few delegations, and a short summary with every kind of thing in it."""

from core.history import acting
from core.text import ordinal_word
from meetings.models import Meeting, Series
from members.models import Mandate, Participant, ParticipantName, User

SUMMARY = """Third Meeting of the Ad Hoc Group Senior Officials
Location: Colombo, Sri Lanka
Date: 4 May 2010

On 4 May 2010 the Co-Chairs hosted the Third Meeting of the Ad Hoc Group Senior Officials (AHG SOM) in Colombo.

In attendance were representatives from Australia, Indonesia, Sri Lanka and Vietnam. Canada attended as an observer.

The purpose of the meeting was to look back on a year of work.

• Members agreed to meet again in the autumn.
• Members noted a paper on training. Notable recommendations include:

- Holding a course for trainers.
- The RSO was commended for its work.
"""


def participant(slug, short, kind="state", iso=""):
    row = Participant.objects.create(slug=slug, kind=kind, iso_code=iso)
    ParticipantName.objects.create(participant=row, short=short, sorting=short)
    return row


def person(name, *roles):
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name)
    for role in roles:
        Mandate.objects.create(user=user, role=role)
    return user


def make():
    """Delegations, one series, and one person in each role; by name."""
    with acting(None, "for a test"):
        body = participant("bali-process", "Bali Process", kind="body")
        for slug, short, iso in (
            ("australia", "Australia", "AU"),
            ("indonesia", "Indonesia", "ID"),
            ("sri-lanka", "Sri Lanka", "LK"),
            ("viet-nam", "Viet Nam", "VN"),
            ("canada", "Canada", "CA"),
        ):
            participant(slug, short, iso=iso)
        participant("rso", "RSO", kind="body")
        Series.objects.create(code="AHG SOM", slug="ahg-som", name="Ad Hoc Group Senior Officials’ Meeting", body=body)
    return people()


def people():
    """One person in each role, by name; Dilini is a delegate of Sri Lanka."""
    with acting(None, "for a test"):
        found = {
            "ana": person("Ana", "secretariat"),
            "budi": person("Budi", "secretariat"),
            "ravi": person("Ravi", "approver"),
            "both": person("Both", "secretariat", "approver"),
            "adam": person("Adam", "administrator"),
            "chair": person("Chair", "co_chair"),
            "nobody": person("Nobody"),
            "dilini": person("Dilini"),
        }
        sri_lanka = Participant.objects.get(slug="sri-lanka")
        Mandate.objects.create(user=found["dilini"], role="delegate", participant=sri_lanka)
    return found


def plain_meeting(ordinal=4):
    """A meeting of which nothing is known but its number: it can be sent and issued as it is."""
    title = f"{ordinal_word(ordinal)} Meeting"
    with acting(None, "for a test"):
        return Meeting.objects.create(
            series=Series.objects.get(), ordinal=ordinal, title=title, precision="unknown", attendance_is_known=False
        )


def plain_meeting_of(code):
    """The same, in a series that was loaded."""
    with acting(None, "for a test"):
        return Meeting.objects.create(
            series=Series.objects.get(code=code),
            ordinal=4,
            title="Fourth Meeting",
            precision="unknown",
            attendance_is_known=False,
        )
