"""The document of figures: each command writes its own table and leaves the other's."""

from bench import report
from bench.timing import Line

LINES = [Line("Start of a web process", "1.20 s", "under 3 s", True), Line("A page", "9 s", "under 1 s", False)]
PROOFS = "# Figures\n\n| proof | what was seen |\n|---|---|\n| saves | none lost |\n"


def test_each_writes_its_own_table_and_leaves_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "FILE", tmp_path / "figures.md")
    report.write_speed(LINES, "58 records")
    report.write_proofs(PROOFS)
    report.write_speed([LINES[0], Line("Another", "2 ms", "for comparison", True)], "58 records")
    told = report.FILE.read_text()
    assert told.startswith(PROOFS + "\n## How fast it is\n")
    assert "| Start of a web process | 1.20 s | under 3 s | kept |\n| Another | 2 ms | for comparison |  |\n" in told
    assert "A page" not in told
    assert "; 58 records.\n" in told
    report.write_proofs(PROOFS.replace("none lost", "0 lost"))
    assert report.FILE.read_text() == told.replace("none lost", "0 lost")
    assert report.proofs().count("| saves |") == 1


def test_what_is_not_kept_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "FILE", tmp_path / "figures.md")
    report.write_speed(LINES, "58 records")
    assert "| A page | 9 s | under 1 s | **not kept** |" in report.FILE.read_text()
