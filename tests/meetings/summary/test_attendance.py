"""One form of telling who came, each with the answer; the corpus has the same within whole summaries."""

import pytest

from meetings.summary import default_names, read
from tests.meetings.summary.test_corpus import rows

MEMBER, OBSERVER = "member present", "observer present"

FORMS = [
    (
        "Australia, Fiji and Tonga were represented. The meeting was observed by Canada and the ILO.",
        {MEMBER: "australia fiji tonga", OBSERVER: "canada ilo"},
    ),
    (
        "Delegates from Fiji and Nauru, observers from Canada, and officials of the ILO took part in the workshop.",
        {MEMBER: "fiji nauru ilo", OBSERVER: "canada"},
    ),
    (
        "Officials of two members (Fiji, Palau), two observers (Canada and the EU) and IOM took part in the forum.",
        {MEMBER: "fiji palau iom", OBSERVER: "canada european-union"},
    ),
    (
        "Fiji and Samoa attended. Also present were Chile, Germany (as observers) and the ICRC (guest).",
        {MEMBER: "fiji samoa", OBSERVER: "chile germany", "guest present": "icrc"},
    ),
    (
        "Nauru took part online. Tuvalu, though invited, did not attend. All members except Palau and Samoa attended.",
        {MEMBER: "nauru", "member absent": "tuvalu palau samoa"},
    ),
    (
        "The Swiss Confederation and Japan participated as observers, as did UNHCR and IOM.",
        {OBSERVER: "switzerland japan unhcr iom"},
    ),
    (
        "Attending were the Governments of Fiji (Department of Immigration) and Nauru (Ministry of Justice).",
        {MEMBER: "fiji nauru"},
    ),
    (
        "The forum was attended by ASEAN Member States, namely Brunei and Laos, and Japan as a Dialogue Partner.",
        {MEMBER: "brunei-darussalam lao-pdr", "partner present": "japan"},
    ),
    ("Members of the Group – Australia and Fiji – were joined by IOM.", {MEMBER: "australia fiji iom"}),
    (
        "Unfortunately, Fiji and the Maldives were not able to attend. Regrets were received from Nepal.",
        {"member apologies": "fiji maldives nepal"},
    ),
    (
        "Present: Fiji (Chair), Nauru (Co-Chair), Nepal.\nApologies: Tonga\nObservers: Chile",
        {
            "chair present": "fiji",
            "co-chair present": "nauru",
            MEMBER: "nepal",
            "member apologies": "tonga",
            OBSERVER: "chile",
        },
    ),
    (
        "Bosnia & Herzegovina, Trinidad & Tobago and São Tomé and Príncipe joined the meeting.",
        {MEMBER: "bosnia-and-herzegovina trinidad-and-tobago sao-tome-and-principe"},
    ),
    # Not attendance of this meeting.
    ("Members agreed to invite Fiji to attend the next meeting.", {}),
    ("Members encouraged Fiji and Nauru to participate in the workshop.", {}),
    ("Members noted that Sri Lanka had joined the Colombo Process.", {}),
    ("Thailand and Malaysia will be represented at the forum.", {}),
    ("The forum will be attended by Fiji and Nauru.", {}),
    ("Nepal presented its new law to Members, who thanked Japan.", {}),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text, expected):
    want = {(who, how) for how, everybody in expected.items() for who in everybody.split()}
    assert rows(read(text, default_names())) == want


def test_an_unknown_name_is_kept_as_written_with_near_names():
    proposal = read("Fiji, Nigeri and the Isle of Atlantis attended the meeting.", default_names())
    assert [(row.as_written, row.participant, row.kind) for row in proposal.attendance] == [
        ("Fiji", "fiji", "state"),
        ("Nigeri", None, "unknown"),
        ("Isle of Atlantis", None, "unknown"),
    ]
    assert set(proposal.attendance[1].suggestions) >= {"niger", "nigeria"}
    assert all(row.confidence < 0.5 for row in proposal.attendance[1:])


def test_figures_without_names():
    proposal = read("The meeting was attended by over 65 participants from twenty-five countries.", default_names())
    assert [(figure.count, figure.of) for figure in proposal.figures] == [(65, "participants"), (25, "countries")]
    assert proposal.attendance == ()
