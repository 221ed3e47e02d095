"""What a person meets when something is in the way: one plain sentence, never a traceback, and nothing half done."""

from __future__ import annotations

import ast
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from runner import environment, instance, system
from runner.console import Stop
from runner.paths import ROOT
from tests.setup.conftest import Start, clean_environment, processes_of

Begin = Callable[..., Start]


def one_sentence(said: str) -> str:
    """The last thing said, after the steps that were announced; a traceback anywhere fails."""
    assert "Traceback" not in said
    last = said.strip().splitlines()[-1]
    assert last.endswith(".")
    return last


def test_a_taken_port(data: Path, start: Begin) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        status, said = start(PORT=str(port)).end()

    assert status == 1
    assert one_sentence(said).startswith(f"Port {port} is taken by another program")


def test_a_port_that_is_none(start: Begin) -> None:
    status, said = start(PORT="eighty").end()

    assert (status, one_sentence(said)) == (
        1,
        "PORT=eighty is no port: give a number up to 65535, such as PORT=8080.",
    )


def test_a_second_start_on_the_same_data(filled: Path, start: Begin) -> None:
    first = start().until_serving()

    status, said = start().end()

    assert status == 1
    assert one_sentence(said) == (
        f"{filled} is in use by the start that serves {first.address} (process {first.process.pid}):"
        " stop that one first, or choose another folder with DATA_DIR=/some/folder."
    )
    assert first.answers() == 200


def test_a_command_joins_the_server_that_runs(filled: Path, start: Begin) -> None:
    first = start().until_serving()
    first.cluster.query("CREATE TABLE joined (number int)")

    status, said = start("manage", "inspectdb", "joined").end()

    assert (status, "db_table = 'joined'" in said) == (0, True)
    assert first.answers() == 200


def test_a_database_that_does_not_answer(tmp_path: Path, start: Begin) -> None:
    status, said = start(DATABASE_URL=f"postgres://nobody@/nothing?host={tmp_path}").end()

    assert status == 1
    assert "The database named in DATABASE_URL does not answer" in one_sentence(said)


def test_production_without_a_secret(filled: Path, start: Begin) -> None:
    status, said = start(BALI_MODE="production").end()

    assert status == 1
    assert one_sentence(said).startswith("SECRET_KEY is not set.")


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="not run: mounting needs root")
def test_a_full_disk(data: Path, start: Begin) -> None:
    data.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", data], capture_output=True).returncode:
        pytest.skip("not run: this machine forbids mounting")
    try:
        status, said = start().end()
        assert status == 1
        assert one_sentence(said).startswith(f"The disk that holds {data}")
        assert processes_of(data) == []
    finally:
        subprocess.run(["umount", data], check=True)


def test_no_room_is_seen_before_a_step_that_needs_it(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free // 2**20

    system.need_space(tmp_path, megabytes=free // 2)
    with pytest.raises(Stop, match=r"is full \(\d+ MB free, \d+ MB needed\): free some space\."):
        system.need_space(tmp_path / "not" / "there", megabytes=free * 2 + 1)


def test_a_missing_library_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "LIBRARIES", {"libnothing-1.0.so.0": "libnothing-1.0-0"})

    with pytest.raises(Stop, match=r"libnothing-1.0-0 on this machine: .*libnothing-1.0-0`, then start again"):
        system.ensure_libraries(may_install=False)


def test_libraries_that_are_there_are_enough() -> None:
    system.ensure_libraries(may_install=False)


@pytest.mark.parametrize("words", ["(2, 7, 18)", "(3, 6, 15)", "(3, 10, 13)"])
def test_a_python_too_old(words: str) -> None:
    pretend = f"import sys, runpy; sys.version_info = {words}; runpy.run_path('run.py')"

    done = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith("This needs Python 3.11 or newer, and this is Python ")
    assert len(done.stderr.splitlines()) == 1


def test_an_old_python_can_read_run_py() -> None:
    """Syntax that came after 2.7: annotations, f-strings, walrus, keyword-only marks."""
    tree = ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 4))

    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Nonlocal, ast.FunctionDef)
    assert [node for node in ast.walk(tree) if isinstance(node, newer)] == []


def test_a_wheel_that_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "pip.whl"
    changed.write_bytes(environment.PIP_WHEEL.read_bytes() + b" ")
    monkeypatch.setattr(environment, "PIP_WHEEL", changed)

    with pytest.raises(Stop, match="is not the file it should be"):
        environment._lay_out(tmp_path / "venv")


def test_a_package_with_another_hash_is_refused(tmp_path: Path) -> None:
    """The environment's own pip, offered a package that is not the locked one."""
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"pip @ {environment.PIP_WHEEL.as_uri()} --hash=sha256:{'0' * 64}\n")
    # fmt: off
    done = subprocess.run(
        [environment.PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "--dry-run", "--no-index",
         "--ignore-installed", "-r", lock],
        capture_output=True, text=True, env=clean_environment(),
    )
    # fmt: on
    assert done.returncode == 1
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_the_data_folder_is_private_and_held_by_one(data: Path) -> None:
    with instance.lock(data):
        assert data.stat().st_mode & 0o777 == 0o700
        with pytest.raises(instance.Busy, match="is in use by"), instance.lock(data):
            pass
    with instance.lock(data):
        pass


def test_the_secret_is_made_once_and_private(data: Path) -> None:
    data.mkdir()

    made = instance.secret(data)

    assert (len(made) >= 50, instance.secret(data) == made) == (True, True)
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
