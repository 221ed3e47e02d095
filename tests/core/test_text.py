import pytest

from core.text import cardinal_word, date_words, listed, ordinal_word, sort_key, span_words


@pytest.mark.parametrize(("number", "word"), [
    (1, "First"), (10, "Tenth"), (12, "Twelfth"), (16, "Sixteenth"), (20, "Twentieth"), (21, "Twenty-first"),
    (99, "Ninety-ninth"), (100, "100th"), (101, "101st"), (111, "111th"),
])  # fmt: skip
def test_ordinal_word(number, word):
    assert ordinal_word(number) == word


@pytest.mark.parametrize(
    ("number", "word"), [(0, "zero"), (17, "seventeen"), (45, "forty-five"), (60, "sixty"), (100, "100")]
)
def test_cardinal_word(number, word):
    assert cardinal_word(number) == word


@pytest.mark.parametrize(("words", "sentence"), [
    ([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C"),
])  # fmt: skip
def test_listed(words, sentence):
    assert listed(words) == sentence


@pytest.mark.parametrize(("iso", "words"), [
    ("2016-02-02", "2 February 2016"), ("2015-05", "May 2015"), ("2015", "2015"),
])  # fmt: skip
def test_date_words(iso, words):
    assert date_words(iso) == words


@pytest.mark.parametrize(("starts", "ends", "days", "words"), [
    ("2016-02-02", "2016-02-02", [], "2 February 2016"),
    ("2020-02-13", "2020-02-14", [], "13–14 February 2020"),
    ("2013-03-31", "2013-04-02", [], "31 March – 2 April 2013"),
    ("2019-07-02", "2020-12-03", [], "2 July 2019 – 3 December 2020"),
    ("2021-09-21", "2021-09-23", ["2021-09-21", "2021-09-23"], "21 and 23 September 2021"),
    ("2021-09-30", "2021-10-02", ["2021-09-30", "2021-10-02"], "30 September 2021 and 2 October 2021"),
    ("2015-05", "2015-05", [], "May 2015"),
    (None, None, [], ""),
])  # fmt: skip
def test_span_words(starts, ends, days, words):
    assert span_words(starts, ends, days) == words


@pytest.mark.parametrize(
    "ordered",
    [
        ["Åland", "Albania", "Ecuador", "Éire", "Estonia", "Zambia"],
        ["Đại Cồ Việt", "Denmark", "Dominica", "Ísland", "Italy"],
        ["Oman", "Österreich", "Østfold", "Ōtaki", "Pakistan"],
        ["Turkey", "Türkiye", "turkmenistan", "Tuvalu"],
        ["Côte d’Ivoire", "Croatia", "Œcumene", "Viet Nam", "Ελλάδα", "Россия", "الأردن", "नेपाल", "ไทย", "日本"],
        ["กัมพูชา", "จีน", "ไทย", "เนปาล", "มาเลเซีย", "เวียดนาม", "ออสเตรเลีย"],
        ["กา", "กู"],
        ["الأردن", "الإمارات", "إندونيسيا", "أوزبكستان", "باكستان"],
        ["កម្ពុជា", "ថៃ", "វៀតណាម", "ឡាវ"],
    ],
)
def test_names_are_sorted_as_readers_look_for_them(ordered):
    keys = [sort_key(name) for name in ordered]
    assert keys == sorted(keys)
