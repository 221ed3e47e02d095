"""The table of results in docs/accessibility.md, from a run of the tests it names.

    python3 run.py test $(python3 -m bench.accessible) --junitxml=FILE
    python3 -m bench.accessible FILE

Without a file it prints the tests to run. A test that was left out or did not pass stands in the table as what it was.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from bench import report

DOCUMENT = report.ROOT / "docs" / "accessibility.md"
HEADING = "## Test results\n"
# What is promised, and the tests that hold it.
RESULTS: dict[str, tuple[str, ...]] = {
    "Reading pages through axe (WCAG 2.2 A and AA), 320 and 1280 px, light and dark; none wider than the screen": (
        "tests/browser/test_reading.py::test_axe_finds_nothing_and_nothing_is_wider_than_the_screen",
        "tests/browser/test_search.py::test_axe_finds_nothing_and_nothing_is_wider_than_the_screen",
        "tests/browser/test_changes.py::test_axe_finds_nothing_and_nothing_is_wider_than_the_screen",
    ),
    "Pages of accounts through axe": ("tests/browser/test_reading.py::test_account_pages_pass_axe_too",),
    "Pages of the desk on the way from a summary to a record, through axe, both widths and schemes": (
        "tests/browser/test_main_job.py::test_pages_are_accessible_and_fit",
    ),
    "Pages of planning and logging, empty, full and in error, through axe": (
        "tests/browser/test_log_meeting.py::test_pages_are_accessible_empty_full_and_in_error",
    ),
    "Pages of the desk in every state, after a lost race too, through axe": (
        "tests/browser/test_states.py::test_every_state_is_accessible_and_fits",
    ),
    "The grid of attendance through axe": ("tests/browser/test_attendance.py::test_pages_are_accessible_and_fit",),
    "The administration, lists, forms, histories, imports and exports, through axe, both widths and schemes": (
        "tests/browser/test_administration.py::test_every_kind_of_page_passes_axe_and_fits_at_both_widths_in_both_schemes",
        "tests/browser/test_administration.py::test_what_is_refused_passes_axe_and_fits",
    ),
    "With keys alone: reading, logging a meeting, from summary to record, forty delegations, the administration": (
        "tests/browser/test_reading.py::test_the_keyboard_alone",
        "tests/browser/test_log_meeting.py::test_with_keys_only",
        "tests/browser/test_main_job.py::test_with_keys_only",
        "tests/browser/test_attendance.py::test_forty_delegations_in_two_minutes_by_keys_alone",
        "tests/browser/test_administration.py::test_keys_alone_search_open_the_first_row_and_save",
    ),
    "Without scripts: reading, changes marked, logging a meeting": (
        "tests/browser/test_reading.py::test_reading_needs_no_javascript",
        "tests/browser/test_changes.py::test_without_a_script_folds_open_and_links_lead_through",
        "tests/browser/test_log_meeting.py::test_without_a_script",
    ),
    "Sheets: structure, headings, language and alternative texts of the PDF, by a judge of our own": (
        "tests/records/render/test_pdf.py",
    ),
}


def main(arguments: list[str]) -> int:
    if not arguments:
        print(" ".join(dict.fromkeys(test.partition("::")[0] for tests in RESULTS.values() for test in tests)))
        return 0
    cases = list(_cases(Path(arguments[0])))
    before, _, after = DOCUMENT.read_text("utf-8").partition(HEADING)
    rest = after[after.index("\n## ") :] if "\n## " in after else ""
    DOCUMENT.write_text(f"{before}{HEADING}\n{table(cases)}{rest}", "utf-8")
    return 0


def table(cases: list[tuple[str, str]]) -> str:
    """`cases` are tests as "file::function" with "passed", "failed" or "left out"."""
    now = datetime.datetime.now(datetime.UTC)
    rows = [f"| {what} | {_counted(tests, cases)} |" for what, tests in RESULTS.items()]
    told = f"Run on {now.day} {now:%B %Y} at {report.commit()} ({report.machine()}), written by `bench.accessible`."
    return "\n".join([told, "", "| what | result |", "|---|---|", *rows, ""])


def _counted(tests: Iterable[str], cases: list[tuple[str, str]]) -> str:
    found = [how for name, how in cases if any(name == test or name.startswith(f"{test}::") for test in tests)]
    if not found:
        return "**not run**"
    told = [f"{found.count(how)} {how}" for how in ("passed", "failed", "left out") if how in found]
    return ", ".join(told) if found.count("passed") == len(found) else f"**{', '.join(told)}**"


def _cases(file: Path) -> Iterable[tuple[str, str]]:
    for case in ElementTree.parse(file).iter("testcase"):  # noqa: S314  (written by our own tests a moment ago)
        name = re.sub(r"\[.*", "", case.get("name", ""))
        kinds = {child.tag for child in case}
        how = "failed" if kinds & {"failure", "error"} else "left out" if "skipped" in kinds else "passed"
        yield f"{case.get('classname', '').replace('.', '/')}.py::{name}", how


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
