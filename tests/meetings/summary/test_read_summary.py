"""`manage.py read_summary`."""

import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

KEYS = (
    "title series ordinal location dates image hosts attendance figures purpose links outcomes recommendations_intro"
    " recommendations abbreviations unplaced spans"
).split()
TEXT = "Second Ministerial Conference\n\nFiji attended the meeting.\n"


def test_json_has_exactly_the_keys(tmp_path):
    (tmp_path / "summary.txt").write_text(TEXT, "utf-8")
    out = io.StringIO()
    call_command("read_summary", str(tmp_path / "summary.txt"), "--json", stdout=out)
    proposal = json.loads(out.getvalue())
    assert list(proposal) == KEYS
    assert (proposal["series"], proposal["ordinal"]) == ("BPMC", 2)
    assert set(proposal["attendance"][0]) == {"participant", "as_written", "kind", "capacity", "presence", "confidence"}


def test_standard_input_and_an_account_for_people(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    out = io.StringIO()
    call_command("read_summary", "-", stdout=out)
    assert "Series: BPMC 2\n" in out.getvalue()
    assert "  Fiji: state, member, present\n" in out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "empty"), (b"a\0", "binary"), (b"caf\xe9 in another encoding", "not in UTF-8"), (b"a" * 2_000_001, "2 MB")],
)
def test_refusals_have_a_sentence_and_status_2(tmp_path, data, sentence):
    (tmp_path / "summary.txt").write_bytes(data)
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("read_summary", str(tmp_path / "summary.txt"))
    assert refused.value.returncode == 2


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(CommandError, match="cannot be read") as refused:
        call_command("read_summary", str(tmp_path / "none.txt"))
    assert refused.value.returncode == 2
