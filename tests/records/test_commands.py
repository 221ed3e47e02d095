"""`manage.py issue`, `render` and `rebuild_library`."""

import io

import pytest
from django.core.management import CommandError, call_command

from records.models import Edition, LedgerEntry, Rendition

pytestmark = pytest.mark.django_db


def said(*arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue().strip()


def issue(prepared_by="ana@example.org", approved_by="ravi@example.org", key="ahg-som/10"):
    return said("issue", key, "--prepared-by", prepared_by, "--approved-by", approved_by, "--reason", "First")


def test_issue_writes_by_command_line(meeting, ana, ravi):
    words = issue()
    edition = Edition.objects.get()

    assert words == f"Issued AHG SOM 10. Check code {edition.digest[:16]}."
    assert (edition.channel, edition.prepared_by, edition.approved_by) == ("by command line", ana, ravi)
    assert b'"channel":"by command line"' in bytes(LedgerEntry.objects.get(act="edition").payload)


def test_issue_refuses_in_words(meeting, ana, ravi):
    with pytest.raises(CommandError, match="Only an approver can issue"):
        issue(approved_by="ana@example.org")
    with pytest.raises(CommandError, match="There is no account"):
        issue(approved_by="nobody@example.org")
    with pytest.raises(CommandError, match="There is no meeting “ahg-som/11”"):
        issue(key="ahg-som/11")
    assert not Edition.objects.exists()


@pytest.mark.parametrize("form", ["pdf", "json"])
def test_render_writes_the_issued_bytes(meeting, ana, ravi, tmp_path, form):
    issue()
    said("render", "ahg-som/10", "--format", form, "--output", str(tmp_path / "out"))

    assert (tmp_path / "out").read_bytes() == bytes(Rendition.objects.get(format=form).content)


def test_render_refuses_in_words(meeting, ana, ravi, tmp_path):
    with pytest.raises(CommandError, match="Nothing is issued at “ahg-som/10”"):
        said("render", "ahg-som/10", "--output", str(tmp_path / "out"))
    issue()
    with pytest.raises(CommandError, match="could not be written: No such file or directory"):
        said("render", "ahg-som/10", "--output", str(tmp_path / "none" / "out"))


def test_rebuild_says_how_many(meeting, ana, ravi):
    issue()

    assert said("rebuild_library").strip() == (
        "searchentry: 8, card: 1, passage: 7, attendanceindex: 8, directoryentry: 0, focusentry: 0, registerevent: 2,"
        " registerentry: 2, inforce: 2"
    )
