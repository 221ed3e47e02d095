"""The virtual environment, filled from the locks with every hash checked.

A bare Debian `python3` has neither pip nor ensurepip, so the environment is laid out here (it is a link and a text
file, see PEP 405) and pip is unpacked into it from the wheel beside this file. That pip asks whatever package index
the machine is set up for. Why so: docs/adr/0001-set-up.md.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from runner import system
from runner.console import Step, Stop, step, tail
from runner.paths import PYTHON, ROOT, VENV, child_environment
from runner.processes import ends_with_parent

PIP_WHEEL = Path(__file__).with_name("pip-26.3-py3-none-any.whl")
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
CHECKERS = ROOT / "requirements-conformance.lock"
# Settings that would make pip install somewhere else than into the environment it runs in.
ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_DRY_RUN", "PIP_REQUIRE_HASHES")


def ensure(*, development: bool = False) -> None:
    """Make the environment agree with its lock; quick when it does already."""
    lock = DEVELOPMENT if development else RUNTIME
    if _agrees(lock):
        return
    guard = ROOT / ".cache" / "environment.lock"
    guard.parent.mkdir(exist_ok=True)
    with guard.open("a") as held:
        # Another run.py may be installing: wait for it, it leaves less to do.
        fcntl.flock(held, fcntl.LOCK_EX)
        if not _agrees(lock):
            _fill(lock)


def checkers() -> Path:
    """The folder of what `run.py conformance` judges with, beside the environment and filled from a lock of its own."""
    folder = ROOT / ".cache" / "conformance"
    stamp = folder / f".installed-{CHECKERS.stem}"
    if _read(stamp) != _fingerprint(CHECKERS):
        system.need_space(ROOT, megabytes=400)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with step("Installing the checkers") as progress:
            _install(CHECKERS, progress, folder)
        stamp.write_text(_fingerprint(CHECKERS))
    return folder


def _agrees(lock: Path) -> bool:
    return _read(_stamp(lock)) == _fingerprint(lock)


def _fill(lock: Path) -> None:
    """The stamps are removed first and written last: an installation that was cut short begins again from nothing."""
    system.need_space(ROOT, megabytes=900 if lock == DEVELOPMENT else 450)
    stamps = [_stamp(each) for each in (RUNTIME, DEVELOPMENT) if _stamp(each).exists()]
    if not stamps or not all(_same_python(_read(stamp)) for stamp in stamps):
        with step("Making the virtual environment"):
            shutil.rmtree(VENV, ignore_errors=True)
            _lay_out(VENV)
    for stamp in stamps:
        stamp.unlink()
    with step("Installing the libraries") as progress:
        _install(lock, progress)
    # The development lock holds every line of the other one.
    for each in {RUNTIME, lock}:
        _stamp(each).write_text(_fingerprint(each))


def _stamp(lock: Path) -> Path:
    return VENV / f".installed-{lock.stem}"


def _same_python(stamp: str) -> bool:
    return stamp.splitlines()[:1] == [_interpreter()]


def _interpreter() -> str:
    # A virtual environment points at its interpreter and holds what was built for it; bug fixes of it change nothing.
    return f"{sys.version_info.major}.{sys.version_info.minor} {_base_python().resolve()}"


def _fingerprint(lock: Path) -> str:
    return f"{_interpreter()}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _base_python() -> Path:
    # run.py may itself be started from some virtual environment; ours must not depend on that one.
    return Path(getattr(sys, "_base_executable", "") or sys.executable)


def site_packages(venv: Path = VENV) -> Path:
    return venv / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"


def _lay_out(venv: Path) -> None:
    base = _base_python()
    (venv / "bin").mkdir(parents=True)
    packages = site_packages(venv)
    packages.mkdir(parents=True)
    for name in ("python", "python3"):
        (venv / "bin" / name).symlink_to(base)
    if sys.maxsize > 2**32 and os.name == "posix" and sys.platform != "darwin":
        (venv / "lib64").symlink_to("lib")
    (venv / "pyvenv.cfg").write_text(
        f"home = {base.parent}\ninclude-system-site-packages = false\nversion = {sys.version.split()[0]}\n"
    )
    if hashlib.sha256(PIP_WHEEL.read_bytes()).hexdigest() != PIP_SHA256:
        raise Stop(f"{PIP_WHEEL} is not the file it should be: fetch the project again.")
    with zipfile.ZipFile(PIP_WHEEL) as wheel:
        wheel.extractall(packages)


def _install(lock: Path, progress: Step, folder: Path | None = None) -> None:
    """Into the environment, or into a folder of its own."""
    log = VENV / "install.log"
    environment = {k: v for k, v in child_environment().items() if k not in ELSEWHERE}
    # fmt: off
    command = [
        str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--no-cache-dir",
        "--no-input", "--no-user", "--disable-pip-version-check", "--root-user-action=ignore",
        "--no-warn-script-location", "--progress-bar=off", "-r", str(lock),
        *(["--target", str(folder)] if folder else []),
    ]
    # fmt: on
    total = len(re.findall(r"^\S+==", lock.read_text(), re.MULTILINE))
    seen = 0
    with (
        log.open("w") as kept,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=ends_with_parent(),
        ) as pip,
    ):
        assert pip.stdout is not None  # it is a pipe, two lines above
        try:
            for line in pip.stdout:
                kept.write(line)
                if line.startswith(("Collecting", "Requirement already")):
                    seen += 1
                    progress.note(f"{seen} of at most {total}, {line.split()[1].split('=')[0]}")
                elif line.startswith("Installing collected"):
                    progress.note(f"unpacking {seen} packages")
        except BaseException:
            pip.kill()
            raise
    if pip.returncode:
        raise Stop(_why_not(log))


def _why_not(log: Path) -> str:
    text = tail(log, 200)
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return f"The disk that holds {ROOT} is full: free some space and start again; nothing is lost."
    if "DO NOT MATCH THE HASHES" in text:
        return f"A package from the index is not the one that was locked, so nothing was installed; see {log}."
    if "No matching distribution" in text or "Could not find a version" in text:
        missing = re.findall(r"No matching distribution found for (\S+)", text)
        return (
            f"The package index has no ready-made {missing[-1] if missing else 'package'} for this machine and Python"
            f" {sys.version.split()[0]}, or cannot be reached (PIP_INDEX_URL and pip.conf are respected); see {log}."
        )
    return f"The libraries could not be installed; the reason stands at the end of {log}."
