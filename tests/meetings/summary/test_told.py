"""Attendance told in words no list holds: each form alone, with its answer; whole texts are in the corpus."""

import pytest

from meetings.summary import default_names, read
from tests.meetings.summary.test_corpus import rows

MEMBER, OBSERVER, HOST = "member present", "observer present", "host present"

FORMS = [
    (
        "The Co-Chairs, Fiji and Nauru, opened the talks and thanked the hosts, Tonga.",
        {"co-chair present": "fiji nauru", HOST: "tonga"},
    ),
    ("Fiji and Tonga sent experts.", {MEMBER: "fiji tonga"}),
    ("Kiribati dialled in, with Nauru looking on.", {MEMBER: "kiribati", OBSERVER: "nauru"}),
    ("Samoa, which lent the hall, spoke first.", {HOST: "samoa"}),
    ("Also in the hall, without speaking, were Japan and Italy.", {OBSERVER: "japan italy"}),
    (
        "The Thai delegation sat beside Indonesian and Malaysian officials.",
        {MEMBER: "thailand indonesia malaysia"},
    ),
    ("Singaporean and Bruneian officers were there as observers.", {OBSERVER: "singapore brunei-darussalam"}),
    (
        "In the room: the Australian Border Force, Immigration New Zealand and the Ministry of Justice of Japan.",
        {MEMBER: "australia new-zealand japan"},
    ),
    ("Vanuatu had two officers there, Samoa three.", {MEMBER: "vanuatu samoa"}),
    ("Panama's chair stayed empty.", {"member absent": "panama"}),
    ("Nobody came from Algeria, and the Moroccan ambassador excused himself.", {
        "member absent": "algeria",
        "member apologies": "morocco",
    }),
    ("Statements were read out for Bhutan and Türkiye, neither of which could travel.", {
        "member apologies": "bhutan turkiye"
    }),
    ("Brazil, although it had accepted, did not appear.", {"member absent": "brazil"}),
    ("Taking part: Mr Aziz and Ms Noor (Pakistan); Mr Kovacs (Hungary, host).", {MEMBER: "pakistan", HOST: "hungary"}),
    # Told of, and not that they came.
    ("Boats leave from Bangladesh for Malaysia.", {}),
    ("Thailand will host the next round.", {}),
    ("Countries of origin: Nepal, India and Sri Lanka.", {}),
    ("The study looked at cases in Cambodia and Viet Nam.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text, expected):
    want = {(who, how) for how, everybody in expected.items() for who in everybody.split()}
    assert rows(read(f"Talks on Boats\n3 May 2011\n\n{text}", default_names())) == want


def test_an_office_is_kept_as_written():
    proposal = read("In the room: the Royal Thai Police and Fiji Police Force.", default_names())
    assert [(row.participant, row.as_written) for row in proposal.attendance] == [
        ("thailand", "Royal Thai Police"),
        ("fiji", "Fiji Police Force"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Danish Refugee Council",
        "Indian Ocean Tuna Commission",
        "University of Indonesia",
        "Red Crescent Society of Kyrgyzstan",
    ],
)
def test_a_body_called_after_a_state_is_not_the_state(name):
    proposal = read(f"Attended by: Fiji, Tonga and the {name}.", default_names())
    assert [row.participant for row in proposal.attendance] == ["fiji", "tonga", None]


def test_crosses_under_the_heads_of_a_table():
    text = "Talks\n\nWho\tPresent\tApologies\nFiji (Chair)\tx\t\nTonga\t\tx\nSamoa\tx\t\n"
    assert rows(read(text, default_names())) == {
        ("fiji", "chair present"),
        ("tonga", "member apologies"),
        ("samoa", MEMBER),
    }


def test_who_came_for_a_state_stands_below_it():
    text = "Talks\n\nWho signed the sheet\nFiji\n  Mr A. Rao, Director\nTonga\n  Ms B. Fale (Chair)\nSamoa\n  regrets\n"
    assert rows(read(text, default_names())) == {
        ("fiji", MEMBER),
        ("tonga", "chair present"),
        ("samoa", "member apologies"),
    }


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Tue 9 – Thu 11 April 2019", ("2019-04-09", "2019-04-11", ())),
        (
            "6-8 and 10 November 2023",
            ("2023-11-06", "2023-11-10", ("2023-11-06", "2023-11-07", "2023-11-08", "2023-11-10")),
        ),
        ("6/11/2018 to 7/11/2018", ("2018-11-06", "2018-11-07", ())),
        ("30 Jan to 1 Feb 2019", ("2019-01-30", "2019-02-01", ())),
    ],
)
def test_dates_in_odd_forms(written, days):
    dates = read(f"Talks on Boats\n{written}\n\nFiji attended.", default_names()).dates
    assert (dates.starts, dates.ends, dates.days) == days


def test_a_paragraph_that_recommends_is_a_recommendation():
    proposal = read(
        "Talks\n\nMembers noted the study.\n\nThe Chairs recommended that states open a line.", default_names()
    )
    assert [outcome.text for outcome in proposal.outcomes] == ["Members noted the study."]
    assert [one.text for one in proposal.recommendations] == ["The Chairs recommended that states open a line."]


@pytest.mark.parametrize(
    "spoken_of",
    [
        "The talks built on lessons from Italy, Greece and Spain.",
        "Refugees came from Syria, Iraq and Afghanistan.",
        "It was funded by Norway, Sweden and Denmark.",
        "With the support of Norway, Sweden and Denmark, the talks went on.",
        "The Chair stressed that Greece cannot be left alone.",
        "Tonga handed over the chair to nobody.\n\nOutcomes\n- Countries of origin: Nepal, India, Bhutan",
    ],
)
def test_who_is_spoken_of_is_not_there(spoken_of):
    there = rows(read(f"Talks on Boats\n3 May 2019\n\nFiji and Tonga attended. {spoken_of}", default_names()))
    assert there == {("fiji", MEMBER), ("tonga", MEMBER)}


def test_lines_of_nothing_but_names_under_any_heading():
    text = (
        "Talks on Boats\n3 May 2019\n\nThe talks agreed on a plan.\n\n"
        "Annex 2: whom we saw\nFiji, Tonga, Samoa; UNHCR\n\nPilot countries\nNepal, India, Bhutan"
    )
    assert rows(read(text, default_names())) == {(who, MEMBER) for who in ("fiji", "tonga", "samoa", "unhcr")}


def test_a_later_day_on_which_somebody_joined():
    text = "Fiji met Tonga in Suva on 29 November 2022. Nauru joined on the second day, 30 November."
    dates = read(text, default_names()).dates
    assert (dates.starts, dates.ends) == ("2022-11-29", "2022-11-30")
