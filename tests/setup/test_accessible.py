"""The table of accessibility results: from a run, and of tests that are there."""

import ast

from bench import accessible, report

READING = "tests/browser/test_reading.py::test_the_keyboard_alone"


def test_every_test_it_names_is_there():
    for tests in accessible.RESULTS.values():
        for test in tests:
            file, _, function = test.partition("::")
            tree = ast.parse((report.ROOT / file).read_text())
            assert not function or function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_what_failed_or_was_not_run_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(accessible, "DOCUMENT", tmp_path / "accessibility.md")
    monkeypatch.setattr(
        accessible, "RESULTS", {"Keys": (READING,), "Sheets": ("tests/records/render/test_pdf.py",), "More": ("x.py",)}
    )
    accessible.DOCUMENT.write_text("# Accessibility\n\n## Test results\n\nold\n\n## Known\n\nLess.\n")
    cases = [
        ("tests.browser.test_reading", "test_the_keyboard_alone[dark-320]", ""),
        ("tests.records.render.test_pdf", "test_a", ""),
        ("tests.records.render.test_pdf", "test_b", "<failure/>"),
        ("tests.records.render.test_pdf", "test_c", "<skipped/>"),
    ]
    told = "".join(f'<testcase classname="{at}" name="{name}">{inside}</testcase>' for at, name, inside in cases)
    (tmp_path / "run.xml").write_text(f"<testsuites><testsuite>{told}</testsuite></testsuites>")
    accessible.main([str(tmp_path / "run.xml")])
    told = accessible.DOCUMENT.read_text()
    assert "| Keys | 1 passed |\n| Sheets | **1 passed, 1 failed, 1 left out** |\n| More | **not run** |\n" in told
    assert told.startswith("# Accessibility\n\n## Test results\n\nRun on ")
    assert told.endswith("\n\n## Known\n\nLess.\n")
    assert "old" not in told
