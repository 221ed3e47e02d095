"""Tracked changes: accepted they give the new text, rejected the old; read from the XML, and by LibreOffice."""

import io
import random
import shutil
import subprocess
import zipfile

import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from lxml import etree

from records.exports import CannotExportError, tracked_docx
from records.exports.tracked import END
from records.received.document import received
from records.record import Item, Passage, Section
from records.render import EditionFacts
from records.render.lines import is_counted, lines
from records.render.sheet import sheet
from tests.records.exports import strategies
from tests.records.render import samples

PREVIEW = EditionFacts(0, "draft", None, "", "")


def of(old, new):
    return tracked_docx(old, PREVIEW, new, PREVIEW)


def body(data, side):
    """The words between what the document says of itself and its end, as the reader of received documents has them."""
    found = [line.text for line in received(data, side).lines]
    begins = next(at for at, text in enumerate(found) if text.startswith("Changes are tracked"))
    return [" ".join(text.split()) for text in found[begins + 1 : found.index(END)]]


def said(record, is_numbered):
    """What the sheet says; lines without any letter are in no file of lines."""
    texts = [line.said(not is_numbered).strip() for line in lines(sheet(record, PREVIEW))]
    return [" ".join(text.split()) for text in texts if text.strip()]


def numbered(old, new):
    return not all(is_counted(lines(sheet(record, PREVIEW))) for record in (old, new))


def redrafted(record, chance):
    """Paragraphs taken out, put in, moved and reworded; counted anew."""
    sections = []
    number = 0
    for section in record.sections:
        passages = [each for each in section.passages if chance.random() > 0.15]
        if chance.random() < 0.4:
            chance.shuffle(passages)
        if chance.random() < 0.5:
            new = Passage(anchor=f"n{chance.random()}", number=0, role="text", text="Members will report once a year.")
            passages.insert(chance.randrange(len(passages) + 1), new)
        for at, passage in enumerate(passages):
            number += 1
            text = " ".join(word for word in passage.text.split(" ") if chance.random() > 0.1) or "Members agreed."
            passages[at] = passage.model_copy(update={"number": number, "text": text})
        sections.append(section.model_copy(update={"passages": tuple(passages)}))
    if chance.random() < 0.3:
        chance.shuffle(sections)
    return record.model_copy(update={"sections": tuple(sections), "reference": "Strategy for Cooperation, draft 3"})


@pytest.mark.parametrize("seed", range(16))
def test_accepted_is_the_new_draft_and_rejected_the_old(seed):
    old = samples.strategy()
    new = redrafted(old, random.Random(seed))
    data = of(old, new)

    assert body(data, "accepted") == said(new, numbered(old, new))
    assert body(data, "rejected") == said(old, numbered(old, new))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(strategies.RECORDS, strategies.RECORDS)
def test_so_it_is_for_any_two_records_of_a_kind(old, new):
    new = new.model_copy(update={"kind": old.kind})
    data = of(old, new)

    assert body(data, "accepted") == said(new, numbered(old, new))
    assert body(data, "rejected") == said(old, numbered(old, new))


def xml(data):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def test_every_change_stands_alone_with_who_and_a_number_of_its_own():
    old = samples.strategy()
    facts = samples.issued(old)
    new = redrafted(old, random.Random(1))
    changes = list(xml(tracked_docx(old, facts, new, samples.issued(new))).iter(qn("w:ins"), qn("w:del")))
    ids = [change.get(qn("w:id")) for change in changes]

    assert len(changes) > 4
    assert len(set(ids)) == len(ids)
    assert {change.get(qn("w:author")) for change in changes} == {samples.PROCESS}
    assert {change.get(qn("w:date")) for change in changes} == {f"{facts.issued_on}T00:00:00Z"}


def test_a_paragraph_put_in_changes_no_number_of_those_that_follow():
    old = samples.strategy()
    first = old.sections[0].passages[0].model_copy(update={"anchor": "new", "text": "Ministers met."})
    section = old.sections[0].model_copy(update={"passages": (first, *old.sections[0].passages)})
    counted = [section, *old.sections[1:]]
    number = 0
    for at, each in enumerate(counted):
        passages = []
        for passage in each.passages:
            number += 1
            passages.append(passage.model_copy(update={"number": number}))
        counted[at] = each.model_copy(update={"passages": tuple(passages)})
    new = old.model_copy(update={"sections": tuple(counted)})
    data = of(old, new)

    assert [line.text for line in received(data).lines if line.authors] == ["Ministers met."]
    assert [line.mark for line in received(data).lines if line.mark.endswith(".")] == [
        f"{at}." for at in range(1, number + 1)
    ]


def test_numbers_that_word_would_count_otherwise_stand_as_words():
    old = samples.strategy()
    odd = Section(
        slug="x", heading="", passages=(Passage(anchor="a", number=7, role="text", text="Members agreed.",
        items=(Item(anchor="b", label="(1)", text="to meet;"),)),),
    )  # fmt: skip
    data = of(old, old.model_copy(update={"sections": (odd,)}))

    assert "7. Members agreed." in body(data, "accepted")
    assert "(1) to meet;" in body(data, "accepted")
    assert not list(xml(data).iter(qn("w:numPr")))


def test_records_of_two_kinds_are_refused_in_words():
    with pytest.raises(CannotExportError, match="one kind"):
        of(samples.strategy(), samples.tenth_ahg_som())


def test_the_same_bytes_every_time():
    old = samples.strategy()
    new = redrafted(old, random.Random(3))

    assert of(old, new) == of(old, new)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on PATH")
def test_libreoffice_accepts_and_rejects_the_same(tmp_path):
    old = samples.strategy()
    new = redrafted(old, random.Random(7))
    (tmp_path / "changes.docx").write_bytes(of(old, new))
    for verb, record, side in (("Accept", new, "accepted"), ("Reject", old, "rejected")):
        office_does(verb, tmp_path / "changes.docx", tmp_path / f"{side}.docx")
        data = (tmp_path / f"{side}.docx").read_bytes()
        assert not list(xml(data).iter(qn("w:ins"), qn("w:del")))
        assert body(data, "accepted") == said(record, numbered(old, new))


MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Change(source, target, verb)
  Dim plain()
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, plain())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; verb &amp; "AllTrackedChanges", "", 0, plain())
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "MS Word 2007 XML"
  doc.storeToURL(target, how())
  doc.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>
"""


def office_does(verb, source, target):
    """All tracked changes of a file accepted or rejected by LibreOffice itself."""
    profile = target.parent / "profile"
    office = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    basic = profile / "user" / "basic" / "Standard"
    if not basic.exists():  # a new profile runs no macro at its first start
        subprocess.run([*office, "--terminate_after_init"], check=True, timeout=120, capture_output=True)
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Module1.xba").write_text(MODULE)
        (basic / "script.xlb").write_text(LIBRARY)
        (basic.parent / "script.xlc").write_text(LIBRARIES)
    call = f'macro:///Standard.Module1.Change("{source.as_uri()}","{target.as_uri()}","{verb}")'
    subprocess.run([*office, call], check=True, timeout=120, capture_output=True)
