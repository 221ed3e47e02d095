"""What a reader types, and what is looked for."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.search.index import vector
from records.search.marks import excerpt, marked
from records.search.query import parse
from records.search.synonyms import table

KNOWN = table(
    (
        ("area 1", ("Returns and reintegration", "returns", "repatriation", "AVRR")),
        ("abbreviation 1", ("TEG-RR", "Technical Experts Group on Returns and Reintegration")),
        ("participant 1", ("Viet Nam", "Socialist Republic of Viet Nam", "Vietnam")),
        ("participant 2", ("United States", "US", "USA")),
    )
)
TEXT = "At TEG-RR, Viet Nam agreed on returns of migrants; members did not discuss smuggling."


def is_found(typed, text=TEXT, synonyms=None):
    """Asks PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [vector([(text, "D")]), parse(typed, synonyms).tsquery])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "returns",
        "RETURNED migrant",
        '"returns of migrants"',
        "“returns of migrants”",
        "retu",
        "returns -border",
        'members -"agreed members"',
        "border or smuggling",
        "border OR returns smuggling",
        "TEG-RR",
        "tegrr",
        "teg rr",
        "viet nam",
        "-border or returns",
        "returns,migrants or smuggl",
        '"discuss smuggling',
    ],
)
def test_found(typed):
    assert is_found(typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "border",
        "returns border",
        '"migrants of returns"',
        "returns -smuggling",
        'returns -"viet nam"',
        "retu migrants",
        '"retu"',
        "vietnam",
        "border or -returns",
        '"rr agreed"',
    ],
)
def test_not_found(typed):
    assert not is_found(typed)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Vietnam", "repatriation", "TEGRR", "socialist republic of viet nam", "avrr"])
def test_other_words_for_the_same_are_found(typed):
    assert is_found(typed, synonyms=KNOWN)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ['"repatriation"', "returns -vietnam", "united states"])
def test_synonyms_are_not_for_phrases_go_with_a_minus_too_and_are_not_of_two_letters(typed):
    assert not is_found(typed, text=TEXT + " They told us.", synonyms=KNOWN)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ประชุม", "รายงานการประชุมครั้งที่สิบ"),
        ("会", "第十次会議"),
        ("会議", "第十次会議"),
        ("اجتماع", "عُقِدَ اِجْتِمَاع"),
        ("सद", "सदस्य देश"),
        ("tuerkiye", "Türkiye"),
        ("turkiye", "Türkiye"),
        ("türk", "Turkiye"),
    ],
)
def test_other_scripts_are_found(typed, text):
    assert is_found(typed, text)
    assert "".join(piece for piece, is_hit in marked(text, parse(typed).patterns) if is_hit)


def test_also_says_which_words_were_added():
    assert set(parse("repatriation", KNOWN).also) == {"AVRR", "returns"}
    assert parse("repatriation").also == ()


def test_nothing_to_look_for():
    assert parse("").tsquery == parse(" ,;'\x00 ").tsquery == parse("or or").tsquery == parse('""').tsquery == ""
    assert parse("-returns").tsquery == ""
    assert parse("-returns").is_without_alone


def test_marked_as_written():
    patterns = parse("tegrr vietnam returned", KNOWN).patterns

    assert [piece for piece, is_hit in marked(TEXT, patterns) if is_hit] == ["TEG-RR", "Viet Nam", "returns"]
    assert "".join(piece for piece, _ in marked(TEXT, patterns)) == TEXT


def test_a_word_with_hyphens_is_marked_to_its_end():
    assert marked("At TEG-RR, they met.", parse("tegrr").patterns) == [
        ("At ", False),
        ("TEG-RR", True),
        (", they met.", False),
    ]


@pytest.mark.django_db
def test_no_phrase_runs_from_one_part_into_the_next():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::tsvector @@ %s::tsquery",
            [vector([("They met", "A"), ("Bangkok", "B")]), parse('"met Bangkok"').tsquery],
        )
        assert cursor.fetchone()[0] is False


def test_an_excerpt_lies_around_the_first_word_found():
    text = "word " * 500 + "the returns of migrants " + "word " * 500
    pieces = excerpt(text, parse("returns").patterns, 200)

    assert ("returns", True) in pieces
    assert (pieces[0][0], pieces[-1][0]) == ("… ", " …")
    assert len("".join(piece for piece, _ in pieces)) < 220


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["-", '"', "or", " ", "a", "vietnam", "TEG-RR", "ประชุม", "(", "'", "\\", ":*", "&", "!", "\x00", "\ud800"]
        )
        | st.text(max_size=5)
    ).map("".join)
)
def test_any_input_is_a_question_postgresql_understands(typed):
    query = parse(typed, KNOWN)
    if query.tsquery:
        assert is_found(typed, synonyms=KNOWN) in (True, False)
    assert "".join(piece for piece, _ in marked(TEXT, query.patterns)) == TEXT
