import pytest

from meetings.summary import NamedParticipant, NameTable, default_names, read
from meetings.summary.names import tokens_of


def slug(written):
    participant = default_names().resolve(written).participant
    return participant and participant.slug


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("the Republic of the Maldives", "maldives"),
        ("Papua New Guinea", "papua-new-guinea"),
        ("Guinea", "guinea"),
        ("Guinea-Bissau", "guinea-bissau"),
        ("Equatorial Guinea", "equatorial-guinea"),
        ("Republic of Korea", "republic-of-korea"),
        ("Democratic People's Republic of Korea", "democratic-people-s-republic-of-korea"),
        ("Niger", "niger"),
        ("Nigeria", "nigeria"),
        ("Dominica", "dominica"),
        ("the Dominican Republic", "dominican-republic"),
        ("Republic of the Congo", "congo"),
        ("Democratic Republic of the Congo", "democratic-republic-of-the-congo"),
        ("Viet-Nam", "viet-nam"),
        ("CÔTE D'IVOIRE", "cote-d-ivoire"),
        ("Turkiye", "turkiye"),
        ("Phillipines", "philippines"),
        ("United States of American", "united-states-of-america"),
        ("Republic of China", None),
        ("New Guinea Trust", None),
        ("Nigeri", None),
        ("Iram", None),
        ("Wakanda", None),
    ],
)
def test_whom_a_name_means(written, expected):
    assert slug(written) == expected


def test_every_member_of_the_united_nations_is_known_by_each_of_its_names():
    table = default_names()
    states = [participant for participant in table.participants if participant.kind == "state"]
    assert len(states) == 197  # 193 members, the Holy See, Palestine, the Cook Islands, Niue
    assert len({state.iso for state in states}) == 197
    for participant in table.participants:
        for name in participant.names:
            assert table.resolve(name, may_guess=False).participant is participant, name


def test_no_name_is_found_inside_a_longer_one():
    table = default_names()
    for participant in table.participants:
        for name in participant.names:
            tokens = tokens_of(f"from {name} and")
            assert [found.participant for found in table.scan(tokens)] == [participant], name


def test_a_doubtful_typo_is_asked_about():
    resolved = default_names().resolve("Nigeri")
    assert resolved.participant is None
    assert set(resolved.suggestions[:2]) == {"niger", "nigeria"}


def test_the_table_is_handed_in():
    table = NameTable.of([NamedParticipant(slug="atlantis", kind="state", names=("Atlantis",))])
    proposal = read("Atlantis and Fiji attended the meeting.", table)
    assert [(row.participant, row.as_written, row.kind) for row in proposal.attendance] == [
        ("atlantis", "Atlantis", "state"),
        (None, "Fiji", "unknown"),
    ]
