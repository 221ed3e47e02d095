"""The virtual environment and the locks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from runner import environment
from runner.paths import ROOT

LOCKS = [environment.RUNTIME, environment.DEVELOPMENT, environment.CHECKERS]


def test_an_environment_laid_out_here_is_one_and_has_pip(tmp_path: Path) -> None:
    environment._lay_out(tmp_path / "venv")

    words = "import sys, pip; print(sys.prefix != sys.base_prefix, sys.prefix, pip.__version__)"
    python = tmp_path / "venv" / "bin" / "python"
    done = subprocess.run([python, "-I", "-c", words], capture_output=True, text=True)

    assert done.stdout.split() == ["True", str(tmp_path / "venv"), "26.3"], done.stderr


def test_the_runner_needs_neither_venv_nor_ensurepip_nor_pip_nor_anything_installed() -> None:
    words = (
        "import sys\n"
        "for name in ('venv', 'ensurepip', 'pip'): sys.modules[name] = None\n"
        "import runner.cli\n"
        "named = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(sorted(name for name in named if getattr(sys.modules[name], '__file__', None)))\n"
    )

    done = subprocess.run([sys.executable, "-S", "-c", words], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout == "['runner']\n", done.stderr


@pytest.mark.parametrize("lock", LOCKS, ids=[lock.name for lock in LOCKS])
def test_every_package_is_pinned_with_hashes_and_no_index_is_named(lock: Path) -> None:
    text = lock.read_text()
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())

    assert len(entries) > 40 or lock == environment.CHECKERS
    assert [entry for entry in entries if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", entry)] == []
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "index" not in text


def test_the_development_lock_agrees_with_the_other_one() -> None:
    pins = [set(re.findall(r"^([\w.-]+)(?:\[\S+\])?==(\S+)", lock.read_text(), re.MULTILINE)) for lock in LOCKS[:2]]

    assert pins[0] <= pins[1]


def test_a_stamp_of_another_python_is_not_ours() -> None:
    assert environment._same_python(environment._fingerprint(environment.RUNTIME))
    assert not environment._same_python("2.7 /usr/bin/python\nabc")
    assert not environment._same_python("")
