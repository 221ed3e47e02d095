"""What was not looked at is never reported as passed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from runner import checks, system
from runner.paths import ROOT, child_environment

WEAK = {"name": "thing", "version": "1", "vulns": [{"id": "X-2026-1"}]}
FINE = {"name": "other", "version": "2", "vulns": []}
UNKNOWN = {"name": "third", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("packages", "result"),
    [
        ([FINE, WEAK], "failed: thing X-2026-1"),
        ([WEAK, UNKNOWN], "failed: thing X-2026-1"),
        ([FINE], "passed"),
        ([FINE, UNKNOWN], "passed, except that nothing is known of third"),
        ([UNKNOWN], "not run: the advisory service reached from here knows none of the 1 locked packages"),
        ([], "not run: the advisory service reached from here knows none of the 0 locked packages"),
    ],
)
def test_the_advisories_are_judged(packages: list[dict[str, object]], result: str) -> None:
    assert checks.advisories_result(json.dumps({"dependencies": packages}), "") == result


def test_advisories_without_an_answer_were_not_run() -> None:
    complaint = "Traceback\nrequests.exceptions.ConnectionError: no route"

    assert checks.advisories_result("", complaint) == (
        "not run: the advisory service did not answer (requests.exceptions.ConnectionError: no route)"
    )


def test_a_check_that_fails_is_reported_as_failed(tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text("import os\n")

    assert checks._tool("ruff", "check", "--isolated", "--quiet", str(tmp_path))(child_environment()) == "failed"
    (tmp_path / "wrong.py").write_text("")
    assert checks._tool("ruff", "check", "--isolated", "--quiet", str(tmp_path))(child_environment()) == "passed"


@pytest.mark.parametrize(
    ("path", "outcome"),
    [("/nowhere", "1 skipped"), ("with chromium", "1 passed")],
)
def test_browser_tests_are_not_run_without_chromium(tmp_path: Path, path: str, outcome: str) -> None:
    if path == "with chromium":
        (tmp_path / "chromium").write_text("")
        (tmp_path / "chromium").chmod(0o755)
        path = str(tmp_path)
    (tmp_path / "test_page.py").write_text("import pytest\n\n@pytest.mark.browser\ndef test_page():\n    assert True\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser: drives Chromium\n")
    # fmt: off
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "runner.pytest_browser", "-p", "no:cacheprovider",
         "-c", str(tmp_path / "pytest.ini"), "-rs", str(tmp_path)],
        cwd=ROOT, env=child_environment(PATH=path, PYTHONPATH=str(ROOT)), capture_output=True, text=True,
    )
    # fmt: on
    assert outcome in done.stdout.splitlines()[-1], done.stdout
    assert (system.NO_CHROMIUM in done.stdout) is (outcome == "1 skipped")
