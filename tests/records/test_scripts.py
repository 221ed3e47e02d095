"""A meeting in each script, from the desk to the page and the paper: nothing lost, nothing in the wrong order."""

import html
import io
import re
import unicodedata

import pikepdf
import pypdf
import pytest
from django.test import override_settings

from bench import judging
from meetings.models import Attendance, Host, Meeting, Outcome
from records.canonical import record_from_bytes
from records.models import AttendanceIndex, Rendition
from records.render import font_pack, sheet
from records.services import CannotIssueError
from tests import factories
from tests.records.render import samples

pytestmark = pytest.mark.django_db

# Per script: names of states in the order of their alphabet, a city, and sentences, all in a language written in it.
SCRIPTS = {
    "latin": (
        ["Åland", "Česko", "Cộng hòa xã hội chủ nghĩa Việt Nam", "Éire", "Ísland", "Österreich", "Türkiye"],
        "Đà Nẵng",
        "Các thành viên đã thông qua chương trình nghị sự.",
    ),
    "thai": (["กัมพูชา", "ไทย", "มาเลเซีย", "เวียดนาม"], "กรุงเทพฯ", "ที่ประชุมเห็นชอบระเบียบวาระการประชุม"),
    "khmer": (["កម្ពុជា", "ថៃ", "វៀតណាម", "ឡាវ"], "ភ្នំពេញ", "អង្គប្រជុំបានអនុម័តរបៀបវារៈ។"),
    "lao": (["ກຳປູເຈຍ", "ໄທ", "ລາວ", "ຫວຽດນາມ"], "ວຽງຈັນ", "ກອງປະຊຸມໄດ້ຮັບຮອງວາລະກອງປະຊຸມ"),
    "burmese": (["ကမ္ဘောဒီးယား", "ထိုင်း", "မြန်မာ", "လာအို"], "ရန်ကုန်", "အစည်းအဝေးက အစီအစဉ်ကို သဘောတူခဲ့သည်။"),
    "bengali": (["নেপাল", "বাংলাদেশ", "ভারত", "মালদ্বীপ"], "ঢাকা", "সদস্যরা আলোচ্যসূচি গ্রহণ করেছেন।"),
    "sinhala": (["ඉන්දියාව", "නේපාලය", "බංග්ලාදේශය", "ශ්‍රී ලංකාව"], "කොළඹ", "සාමාජිකයෝ න්‍යාය පත්‍රය අනුමත කළහ."),
    "tamil": (["இந்தியா", "இலங்கை", "சிங்கப்பூர்", "மலேசியா"], "கொழும்பு", "உறுப்பினர்கள் நிகழ்ச்சி நிரலை ஏற்றுக்கொண்டனர்."),
    "devanagari": (["अफ़ग़ानिस्तान", "नेपाल", "भारत", "मालदीव"], "काठमाडौँ", "सदस्यहरूले कार्यसूची स्वीकृत गरे।"),
    "arabic": (["الأردن", "الإمارات", "إندونيسيا", "باكستان"], "عمّان", "اتفق الأعضاء على جدول الأعمال."),
}
EAST_ASIAN = {
    "chinese": (["中国", "印度尼西亚", "泰国"], "北京", "成员们通过了议程。"),
    "japanese": (["インドネシア", "タイ", "日本国"], "東京", "参加国は議題を採択した。"),
    "korean": (["대한민국", "인도네시아", "태국"], "서울", "회원국들은 의제를 채택하였다."),
}


def meeting_in(names, city, sentence, ordinal=10):
    """Names are filed in another order than the list shall have. The title is the sentence: a title may be long."""
    row = factories.meeting(
        ordinal,
        title=sentence,
        gist=sentence,
        city=city,
        country=names[0],
        outcomes=[sentence],
        recommendations=[f"{sentence} {names[-1]}"],
        attendance_is_known=True,
    )
    Host.objects.create(meeting=row, as_written=names[0], role="host", basis="named")
    for at, name in enumerate(reversed(names)):
        Attendance.objects.create(meeting=row, as_written=name, sorting=name, kind="state", position=at)
    top = row.outcomes.get()
    Outcome.objects.create(meeting=row, parent=top, position=1000, text=f"{city}; {names[-1]}")
    return Meeting.objects.get(pk=row.pk)


def letters(text):
    """What a reader sees, whatever the line ends, and however a file puts a letter and its marks together.

    Without full stops: programs that read a PDF put that of a line from right to left where they like.
    """
    return re.sub(r"[\s.]+", "", unicodedata.normalize("NFKD", text))


def words_of(page):
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def issued_pdf(edition):
    return bytes(Rendition.objects.get(edition=edition, format="pdf").content)


def missing_from(pdf, words):
    """Those that the text layer lacks: neither drawn letter by letter nor carried along where letters change places."""
    drawn = letters("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        carried = letters("".join(text for page in opened.pages for text in actual_texts(page)))
    return [word for word in words if letters(word) not in drawn and letters(word) not in carried]


def actual_texts(page):
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and "/ActualText" in operands[1]:
            yield str(operands[1].ActualText)


@pytest.mark.parametrize("name", SCRIPTS)
def test_from_the_desk_to_the_page_and_the_paper(name, client):
    names, city, sentence = SCRIPTS[name]
    edition = factories.issue(meeting_in(names, city, sentence), audience="public")

    is_composed_in_the_order_of_the_alphabet(edition, names, city, sentence)
    is_shown(client, names, city, sentence)
    assert missing_from(issued_pdf(edition), [*names, city, sentence]) == []


def test_arabic_is_set_from_right_to_left_and_latin_is_not(client):
    names, city, sentence = SCRIPTS["arabic"]
    page, paper = page_and_paper(client, meeting_in(names, city, sentence))
    for start in ('<h1 dir="rtl">', '<p class="lead" dir="rtl">', '<p dir="rtl">', f"<bdi>{names[1]}</bdi>"):
        assert start in page
    for start in ('<h1 dir="rtl">', '<td class="words" dir="rtl">'):
        assert start in paper
    assert len(re.findall(r'" dir="rtl">\s*<span class="number" id="[^"]+">', paper)) == 3
    apart = "\N{LEFT-TO-RIGHT MARK}"
    assert f"{city}{apart}, 2 February 2016" in paper
    assert f"<span>{names[0]}{apart}</span>; " in paper

    for text in page_and_paper(client, meeting_in(*SCRIPTS["latin"], ordinal=11)):
        assert "rtl" not in text.partition("<h1")[2].partition("<nav")[0]
        assert apart not in text


def page_and_paper(client, meeting):
    edition = factories.issue(meeting, audience="public")
    record = record_from_bytes(bytes(edition.content.record))
    page = client.get(f"/meetings/ahg-som/{meeting.ordinal}/").content.decode()
    return page, sheet.html(sheet.sheet(record, samples.issued(record)))


def is_composed_in_the_order_of_the_alphabet(edition, names, city, sentence):
    record = record_from_bytes(bytes(edition.content.record))
    assert [person.name for person in record.attendance] == names
    assert (record.title, record.gist, record.meeting.city) == (sentence, sentence, city)
    assert [host.name for host in record.meeting.hosts] == [names[0]]
    [outcome] = [passage for passage in record.passages if passage.role == "outcome"]
    assert (outcome.text, [item.text for item in outcome.items]) == (sentence, [f"{city}; {names[-1]}"])
    assert [passage.text for passage in record.recommendations] == [f"{sentence} {names[-1]}"]
    assert set(AttendanceIndex.objects.values_list("name", flat=True)) == set(names)


def is_shown(client, names, city, sentence):
    page = words_of(client.get("/meetings/ahg-som/10/").content.decode())
    assert page.count(sentence) >= 4
    assert f"{city}, {names[0]}" in page
    assert re.search(r"\s*".join(map(re.escape, names)), page)
    assert sentence in words_of(client.get("/meetings/").content.decode())


@pytest.mark.skipif(bool(judging.missing()), reason=judging.missing())
def test_paper_in_every_script_conforms(tmp_path):
    files = []
    for at, (name, script) in enumerate(SCRIPTS.items(), start=1):
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(issued_pdf(factories.issue(meeting_in(*script, ordinal=at))))
    assert judging.judge(*files) == {str(file): [] for file in files}


@pytest.mark.parametrize("name", EAST_ASIAN)
def test_chinese_japanese_and_korean_are_refused_in_words_without_the_font_pack(name, tmp_path):
    with override_settings(DATA_DIR=tmp_path), pytest.raises(CannotIssueError) as refused:
        factories.issue(meeting_in(*EAST_ASIAN[name]))
    assert "in the title" in str(refused.value)
    assert "manage.py add_font_pack, see docs/operating.md. The approval is kept." in str(refused.value)
    assert Rendition.objects.count() == 0


@pytest.mark.skipif(not font_pack.is_complete(), reason="not run: the font pack is not in DATA_DIR/fonts")
@pytest.mark.parametrize("name", EAST_ASIAN)
def test_chinese_japanese_and_korean_are_printed_with_the_font_pack(name, tmp_path):
    names, city, sentence = EAST_ASIAN[name]
    pdf = issued_pdf(factories.issue(meeting_in(names, city, sentence)))

    assert missing_from(pdf, [*names, city, sentence]) == []
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    if not judging.missing():
        assert judging.judge(tmp_path / "sheet.pdf") == {str(tmp_path / "sheet.pdf"): []}
