"""The site as it is served to people, for proofs that break it: PostgreSQL of its own, gunicorn, nothing between."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings as django_settings
from django.db import connection

from runner.owner import choose
from runner.postgres import DATABASE, LOCALE, SUPERUSER, Cluster, installed_tools

ROOT = Path(__file__).resolve().parent.parent
BUILTIN_LOCALES_SINCE = 17
PATIENCE_SECONDS = 60


class ProofCluster(Cluster):
    """On whatever PostgreSQL is at hand; one before 17 knows no locales of its own."""

    def initialise(self) -> None:
        if self.tools.major >= BUILTIN_LOCALES_SINCE:
            return super().initialise()
        maker = ProofCluster(self.folder, self.tools, self.owner.with_a_name(), self.log)
        maker.owner.take(self.folder)
        names = [part for part in LOCALE if "builtin" not in part]
        maker.run("initdb", *names, "--auth=trust", f"--username={SUPERUSER}", f"--pgdata={self.folder}")
        maker.run("postgres", "--single", "-D", str(self.folder), "postgres", words=f"CREATE DATABASE {DATABASE}\n")
        return self.owner.take(self.folder)


@dataclass
class Site:
    """What is broken: the database, the server and its workers."""

    cluster: Cluster
    folder: Path
    server: subprocess.Popen[bytes]
    address: str

    def kill_a_worker(self, which: int) -> None:
        pids = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text().split()
        if pids:
            os.kill(int(pids[which % len(pids)]), signal.SIGKILL)

    def restart_the_database(self) -> None:
        connection.close()
        self.cluster.stop()
        self.cluster.start()

    def wait(self) -> None:
        """Until the site answers."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"{self.address}/accounts/login/", timeout=5) as answer:  # noqa: S310  # http
                    answer.read()
                return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)


@contextmanager
def site() -> Iterator[Site]:
    """Every connection of this process leads to the site's database inside the block."""
    with TemporaryDirectory(prefix="proof-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        tools = installed_tools()
        cluster = ProofCluster(
            folder / "data",
            tools[max(tools)],
            choose(must_enter=[folder, tools[max(tools)].folder]),
            folder / "postgres.log",
        )
        cluster.folder.mkdir()
        cluster.initialise()
        cluster.start()
        settings, usual = connection.settings_dict, dict(connection.settings_dict)
        connection.close()
        settings.update(NAME=DATABASE, USER=SUPERUSER, HOST=str(cluster.sockets), PORT="")
        port = _free_port()
        environment = os.environ | {
            "DATABASE_URL": cluster.url,
            "DATA_DIR": str(folder),
            "BALI_MODE": "demo",
            "SECRET_KEY": django_settings.SECRET_KEY,
        }
        server = None
        try:
            for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
                (folder / "static").mkdir(exist_ok=True)
                subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
            server = _serve(port, environment, folder)
            found = Site(cluster, folder, server, f"http://127.0.0.1:{port}")
            found.wait()
            yield found
        finally:
            if server:
                server.terminate()
                server.wait()
            connection.close()
            settings.update(usual)
            cluster.stop()


def _serve(port: int, environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    arguments = ["-w", "2", "-k", "gthread", "--threads", "1", "-b", f"127.0.0.1:{port}", "--no-control-socket"]
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *arguments, "bali_process.wsgi"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
