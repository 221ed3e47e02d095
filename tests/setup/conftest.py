"""Real starts of run.py on data folders of their own, beside and independent of the database the tests run on."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runner import owner, postgres, upgrade
from runner.paths import ROOT

NOT_INHERITED = ("BALI_MODE", "DATABASE_URL", "DATA_DIR", "DJANGO_SETTINGS_MODULE", "PORT", "SECRET_KEY", "SITE_URL")


def clean_environment(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in NOT_INHERITED} | more


class Start:
    """One `python3 run.py` on a data folder."""

    def __init__(self, data: Path, *command: str, **environment: str) -> None:
        self.data = data
        self.errors = data.parent / f"errors-{time.monotonic_ns()}"
        with self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "run.py", *command],
                cwd=ROOT,
                env=clean_environment(**{"DATA_DIR": str(data), "PORT": "0"} | environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )

    def until_serving(self) -> Start:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"Serving at (\S+)", line):
                self.address = found[1]
                return self
        raise AssertionError(f"run.py ended with {self.process.wait()}: {self.errors.read_text()}")

    def end(self) -> tuple[int, str]:
        """Its exit status and everything it said, after it ended by itself or was asked to."""
        out, _ = self.process.communicate(timeout=60)
        return self.process.returncode, out + self.errors.read_text()

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        return self.end()

    def answers(self) -> int:
        with urllib.request.urlopen(self.address, timeout=10) as page:
            return page.status

    @property
    def cluster(self) -> postgres.Cluster:
        return cluster_in(self.data)

    def parts(self) -> dict[str, int]:
        """The processes of this start, by the part they play."""
        server = next(pid for pid in children(self.process.pid) if "gunicorn" in command_of(pid))
        postmaster = self.cluster.live_pid()
        assert postmaster is not None
        backend = int(self.cluster.query("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")[0][0])
        return {
            "run.py": self.process.pid,
            "postmaster": postmaster,
            "backend": backend,
            "server": server,
            "worker": children(server)[0],
            "jobs": self.worker_for_jobs(),
        }

    def worker_for_jobs(self) -> int:
        """Begun again a moment after its end."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            for pid in children(self.process.pid):
                if "runner.work" in command_of(pid):
                    return pid
            time.sleep(0.1)
        raise AssertionError("No worker for jobs was begun.")


def cluster_in(data: Path, major: int | None = None) -> postgres.Cluster:
    tools = postgres.embedded_tools() if major is None else postgres.installed_tools()[major]
    chosen = owner.choose(must_enter=[tools.folder, data.parent])
    folder = upgrade.Home(data / "postgresql", data / "log").majors().get(tools.major)
    return postgres.Cluster(
        folder or data / "postgresql" / str(tools.major), tools, chosen, data / "log" / "postgresql.log"
    )


def children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(number) for number in listed.split()]


def command_of(pid: int) -> str:
    return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout


def processes_of(data: Path) -> list[str]:
    return list(running(data).values())


def running(data: Path) -> dict[int, str]:
    """Whatever still runs for a data folder, by its process id: the servers by their environment, PostgreSQL by its
    command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(str(data)) in words and int(folder.name) != os.getpid():
            found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


@pytest.fixture
def start(data: Path) -> Iterator[Callable[..., Start]]:
    """Starts run.py on the test's data folder, and leaves nothing of it running whatever the test found."""
    made: list[Start] = []

    def begin(*command: str, **environment: str) -> Start:
        made.append(Start(data, *command, **environment))
        return made[-1]

    yield begin
    for each in made:
        if each.process.poll() is None:
            each.process.kill()
        each.process.communicate()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after its first start, demonstration and all, which takes too long to be made for each test."""
    folder = tmp_path_factory.mktemp("served") / "var"
    with pytest.MonkeyPatch.context() as patched:
        for name in NOT_INHERITED:
            patched.delenv(name, raising=False)
        status, said = Start(folder).until_serving().stop()
    assert status == 0, said
    return folder


@pytest.fixture
def filled(served: Path, data: Path) -> Path:
    """A copy of that folder for one test."""
    shutil.copytree(served, data, symlinks=True)
    return data


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder of the test's own, not below `tmp_path`: a socket's path may have 107 bytes, and that one grows."""
    with tempfile.TemporaryDirectory(prefix="bali-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "var"


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests themselves run on a database; the starts here must not see it."""
    for name in NOT_INHERITED:
        if name != "DJANGO_SETTINGS_MODULE":
            monkeypatch.delenv(name, raising=False)
