"""`run.py`: everything set up, then the server, until somebody stops it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from runner import environment, instance, jobs, system
from runner.console import Stop, say, step
from runner.paths import PYTHON, ROOT, data_dir
from runner.processes import Interrupted

HOST = "127.0.0.1"
PORT = "8000"
PATIENCE_SECONDS = 15.0


def serve(arguments: Sequence[str]) -> int:
    folder = data_dir()
    with instance.lock(folder) as held, _port() as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        instance.sign(held, f"the start that serves {address} (process {os.getpid()})")
        make_ready(arguments)
        with instance.database(folder) as database:
            settings = {"SITE_URL": address.rstrip("/")} | instance.application_environment(folder, database.url)
            accounts = _prepare(settings)
            with _gunicorn(listener, settings, folder) as server, jobs.worker(settings, folder) as worker:
                _until_it_answers(server, listener.getsockname())
                welcome = f"\n{accounts}\n\nServing at {address} - stop with Ctrl-C."
                _until_it_ends(server, database, worker, welcome)
        say("Stopped.")
        return 0


def make_ready(arguments: Sequence[str], *, development: bool = False) -> None:
    """What every command needs before Django can be asked anything."""
    system.ensure_libraries(may_install="--no-system-packages" not in arguments)
    environment.ensure(development=development)


@contextmanager
def _port() -> Iterator[socket.socket]:
    """The listening socket, taken before anything else, so that a taken port is known at once."""
    wanted = os.environ.get("PORT") or PORT
    if not wanted.isdigit() or int(wanted) > 65535:
        raise Stop(f"PORT={wanted} is no port: give a number up to 65535, such as PORT=8080.")
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_DEFER_ACCEPT"):
            # A browser's spare connection reaches a worker when it says something, and keeps none waiting before.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 30)
        # Workers of a killed start need a moment to let go of it.
        until = time.monotonic() + 3
        while True:
            try:
                listener.bind((HOST, int(wanted)))
                break
            except PermissionError:
                raise Stop(f"This user may not use port {wanted}: choose one from 1024 up, with PORT=8080.") from None
            except OSError as error:
                if time.monotonic() > until:
                    raise Stop(
                        f"Port {wanted} is taken by another program ({error.strerror}):"
                        f" stop that one, or choose another port with PORT={int(wanted) % 65535 + 1}."
                    ) from None
                time.sleep(0.1)
        yield listener


def _prepare(settings: dict[str, str]) -> str:
    """Migrations and demo data in one process; gives the demo accounts as text."""
    done = subprocess.run(
        [str(PYTHON), "-m", "runner.prepare"], cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise Stop(done.stdout.strip() or "The database could not be prepared; the reason stands above.")
    return done.stdout.strip()


@contextmanager
def _gunicorn(listener: socket.socket, settings: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The server; its workers watch the reading end of a pipe and end when this process is gone, however it ended."""
    watched, lifeline = os.pipe()
    command = [str(PYTHON), "-m", "gunicorn", "--config", "python:runner.gunicorn_conf", "bali_process.wsgi"]
    environment = settings | {"BALI_LISTENER": str(listener.fileno()), "BALI_LIFELINE": str(watched)}
    with (folder / "log" / "server.log").open("ab") as log:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(listener.fileno(), watched),
            start_new_session=True,
        )
    os.close(watched)
    try:
        yield server
    finally:
        os.close(lifeline)
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _until_it_ends(
    server: subprocess.Popen[bytes], database: instance.Database, worker: jobs.Worker, welcome: str
) -> None:
    """Serve until somebody asks to stop; refuse to go on with half of it."""
    try:
        print(welcome, flush=True)  # whoever reads it may stop the server in the same moment
        while server.poll() is None and not database.has_ended():
            worker.keep_alive()
            time.sleep(0.5)
    except Interrupted:
        return
    who = "PostgreSQL" if database.has_ended() else "The server"
    raise Stop(f"{who} ended by itself, so everything was stopped: start again, nothing is lost.")


def _until_it_answers(server: subprocess.Popen[bytes], address: tuple[str, int]) -> None:
    with step("Starting the server"):
        while server.poll() is None:
            connection = http.client.HTTPConnection(*address, timeout=PATIENCE_SECONDS)
            try:
                connection.request("GET", "/", headers={"Host": f"localhost:{address[1]}"})
                status = connection.getresponse().status
            except OSError:
                time.sleep(0.05)
            else:
                if status >= 500:
                    log = data_dir() / "log" / "server.log"
                    raise Stop(f"The home page answers {status}; the reason stands at the end of {log}.")
                return
            finally:
                connection.close()
    raise Stop(f"The server did not start; the reason stands at the end of {data_dir() / 'log' / 'server.log'}.")
