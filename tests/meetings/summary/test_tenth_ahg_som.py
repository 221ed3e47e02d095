"""The real summary, read from beside the checkout. Its words are not ours, so none of them stand here."""

from collections import Counter
from pathlib import Path

import pytest

from meetings.summary import decode, default_names, read

REAL = Path(__file__).parents[4] / "shared" / "input" / "tenth-ahg-som.txt"

STATES = (
    "Australia",
    "Bangladesh",
    "Indonesia",
    "Malaysia",
    "Maldives",
    "Myanmar",
    "New Zealand",
    "Pakistan",
    "Philippines",
    "Sri Lanka",
    "Thailand",
    "United States",
    "Vietnam",
)


@pytest.fixture(scope="module")
def proposal():
    if not REAL.is_file():
        pytest.skip("the real summary of the tenth AHG SOM does not lie beside this checkout (../shared/input)")
    return read(decode(REAL.read_bytes()), default_names())


def test_title_place_and_date(proposal):
    assert (proposal.series, proposal.ordinal) == ("AHG SOM", 10)
    assert (proposal.location.city, proposal.location.country) == ("Bangkok", "Thailand")
    assert (proposal.dates.starts, proposal.dates.ends, proposal.dates.precision) == ("2016-02-02", "2016-02-02", "day")
    assert proposal.image.startswith("bangkok-cityscape")


def test_attendance(proposal):
    rows = proposal.attendance
    assert [row.as_written for row in rows if row.kind == "state" and row.capacity == "member"] == list(STATES)
    assert [row.as_written for row in rows if row.kind == "organisation"] == ["UNHCR", "UNODC", "IOM"]
    assert [row.participant for row in rows if row.capacity == "observer"] == ["canada"]
    assert [(row.participant, row.capacity) for row in rows if row.kind == "body"] == [("rso", "RSO Co-Manager")]
    assert Counter(row.presence for row in rows) == {"present": 18}
    assert all(row.participant for row in rows)


def test_hosts_are_inferred(proposal):
    assert [(host.participant, host.basis) for host in proposal.hosts] == [
        ("australia", 'inferred from "the Co-Chairs"'),
        ("indonesia", 'inferred from "the Co-Chairs"'),
    ]


def test_links(proposal):
    assert [(link.relation, link.date, link.place) for link in proposal.links] == [
        ("reviews progress since", "2013-04-02", None),
        ("prepares for", "2016-03-22", None),
        ("prepares for", "2016-03-23", "Bali, Indonesia"),
    ]


def test_outcomes_and_recommendations(proposal):
    assert [(outcome.actors, outcome.verbs) for outcome in proposal.outcomes] == [
        (("Members",), ("acknowledged", "noted")),
        (("Co-Chairs", "Members"), ("submitted", "agreed")),
        (("Members",), ("agreed", "discussed")),
    ]
    assert [(item.number, item.verb, item.addressees) for item in proposal.recommendations] == [
        (1, "adopt", ()),
        (2, "establish", ()),
        (3, "develop", ("RSO", "JCLEC")),
        (4, "commended", ("RSO",)),
        (5, "strengthen", ("Members",)),
        (6, "advised", ("Bali Process",)),
        (7, "provide", ("Working Group on Trafficking in Persons",)),
        (8, "encouraged", ("Members",)),
    ]
    assert proposal.recommendations_intro.endswith("include:")


def test_abbreviations_and_nothing_unplaced(proposal):
    assert [one.short for one in proposal.abbreviations] == ["AHG SOM", "BPMC", "SOM", "JCLEC", "CRVS", "RBDES"]
    assert proposal.unplaced == ()
