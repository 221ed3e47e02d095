"""One data folder in use: its lock, its secret, its database, and the environment that the application reads."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import IO

from runner import owner, postgres, system, upgrade
from runner.console import Stop, step
from runner.paths import child_environment

LONGEST_LOG = 10 * 2**20


@dataclass(frozen=True)
class Database:
    """Where the application finds its rows; the cluster is the embedded one, if that is in use."""

    url: str
    cluster: postgres.Cluster | None = None

    def has_ended(self) -> bool:
        return self.cluster is not None and self.cluster.has_ended()


class Busy(Stop):
    """Another run.py holds the data folder."""


@contextmanager
def lock(folder: Path) -> Iterator[IO[str]]:
    """Hold the data folder. The kernel lets go when this process ends, however it ends; children do not inherit it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            raise Busy(
                f"{folder} is in use by {held.read().strip() or 'another start'}: stop that one first,"
                " or choose another folder with DATA_DIR=/some/folder."
            ) from None
        sign(held, f"process {os.getpid()}")
        try:
            yield held
        finally:
            held.truncate(0)


def sign(held: IO[str], words: str) -> None:
    """Say who holds the folder, for whoever finds it held."""
    held.seek(0)
    held.truncate()
    held.write(words)
    held.flush()


def secret(folder: Path) -> str:
    """The secret of the demo, made once; production brings its own."""
    path = folder / "secret"
    if not path.exists():
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    return path.read_text().strip()


def application_environment(folder: Path, database_url: str) -> dict[str, str]:
    mode = os.environ.get("BALI_MODE") or "demo"
    more = {"BALI_MODE": mode, "DATA_DIR": str(folder), "DATABASE_URL": database_url}
    if mode != "production" and not os.environ.get("SECRET_KEY"):
        more["SECRET_KEY"] = secret(folder)
    return child_environment(**more)


def _home(folder: Path) -> upgrade.Home:
    log = folder / "log" / "postgresql.log"
    log.parent.mkdir(mode=0o700, exist_ok=True)
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
    return upgrade.Home(folder / "postgresql", log)


def _owner(folder: Path, tools: postgres.Tools) -> owner.Owner:
    chosen = owner.choose(must_enter=[tools.folder, folder.parent])
    _let_pass(chosen, folder)
    return chosen


def _let_pass(chosen: owner.Owner, folder: Path) -> None:
    """Where PostgreSQL runs as somebody else it must pass through; what lies inside keeps its own owners and modes."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o711 if chosen.is_dropped else 0o700)


@contextmanager
def database(folder: Path) -> Iterator[Database]:
    """The database while it runs: the one DATABASE_URL names, or the embedded one."""
    if url := os.environ.get("DATABASE_URL"):
        yield Database(url)
        return
    system.need_space(folder, megabytes=64)
    tools = postgres.embedded_tools()
    chosen = _owner(folder, tools)
    home = _home(folder)
    _let_pass(chosen, home.folder)
    cluster = upgrade.open_cluster(home, tools, chosen)
    try:
        with step("Starting PostgreSQL"):
            cluster.start()
        yield Database(cluster.url, cluster)
    finally:
        cluster.stop()


def _address_of_running(folder: Path, busy: Busy) -> str:
    """The database of the start that holds this folder; that start may still be on its way, or use another database."""
    if url := os.environ.get("DATABASE_URL"):
        return url
    tools = postgres.embedded_tools()
    home = _home(folder)
    held = home.majors().get(tools.major)
    if held is None:
        raise busy
    cluster = postgres.Cluster(held, tools, owner.Owner(held.stat().st_uid, held.stat().st_gid), home.log)
    if cluster.live_pid() is None or cluster.serving_pid() is None:
        raise busy
    return cluster.url


@contextmanager
def running(folder: Path) -> Iterator[dict[str, str]]:
    """The application's environment with its database up; joins the server that already runs on this folder."""
    with ExitStack() as stack:
        try:
            stack.enter_context(lock(folder))
            url = stack.enter_context(database(folder)).url
        except Busy as busy:
            url = _address_of_running(folder, busy)
        yield application_environment(folder, url)


@contextmanager
def throw_away(folder: Path) -> Iterator[dict[str, str]]:
    """An empty database for the tests, gone afterwards; what a killed run left is swept away first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL")
        tools = None if url else postgres.embedded_tools()
        chosen = _owner(folder, tools) if tools else owner.Owner(os.geteuid(), os.getegid())
        _sweep(folder, tools, chosen)
        system.need_space(folder, megabytes=300)
        home = Path(mkdtemp(prefix="test-", dir=folder))
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        stack.enter_context(lock(home / "data"))
        # Tests collect no static files, and the server of static files complains of a folder that is not there.
        (home / "data" / "static").mkdir()
        if tools:
            _let_pass(chosen, home)
            _let_pass(chosen, home / "postgresql")
            cluster = postgres.Cluster(
                home / "postgresql" / str(tools.major), tools, chosen, home / "postgresql.log", throw_away=True
            )
            with step("Making a database for the tests"):
                cluster.initialise()
                stack.callback(cluster.stop)
                cluster.start()
            url = cluster.url
        assert url is not None
        environment = {k: v for k, v in application_environment(home / "data", url).items() if k != "BALI_MODE"}
        yield environment | {"BALI_MODE": "test"}


def _sweep(folder: Path, tools: postgres.Tools | None, chosen: owner.Owner) -> None:
    for old in folder.glob("test-*"):
        try:
            with lock(old / "data"):
                if tools:
                    for record in old.glob("postgresql/*/PG_VERSION"):
                        postgres.Cluster(record.parent, tools, chosen, old / "postgresql.log").settle()
                shutil.rmtree(old, ignore_errors=True)
        except Busy:
            continue
