"""The table of commands, and the one place where a failure becomes a sentence."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence

from runner import checks, conformance, instance, locks, processes, serve, tests
from runner.console import Stop, say, sentence_for
from runner.paths import PYTHON, data_dir
from runner.processes import Interrupted

INTERRUPTED = 130
HELP = """python3 run.py [--no-system-packages]   set up what is missing, then serve (PORT=8000 DATA_DIR=var)
python3 run.py test [pytest's arguments]
python3 run.py check                    style, types, floors, migrations, deployment, known weaknesses
python3 run.py manage COMMAND ...       manage.py with the database running
python3 run.py bench | prove [--tenth]  measure, and prove what the documents promise
python3 run.py conformance              every layout of the PDFs judged for PDF/A-3a and PDF/UA-1 (--few, --keep FOLDER)
python3 run.py lock                     make the lock files again from the .in files
DATABASE_URL=postgres://user:password@host/name takes the place of the embedded database."""


def main(arguments: Sequence[str]) -> int:
    if os.name != "posix":
        say("This runs on Linux and macOS: on Windows start it inside the Windows Subsystem for Linux.")
        return 1
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Under nohup a closed terminal is nothing to end for.
        if sign != signal.SIGHUP or signal.getsignal(sign) != signal.SIG_IGN:
            signal.signal(sign, _interrupt)
    try:
        return _command(arguments)
    except Interrupted:
        say("\nStopped.")
        return INTERRUPTED
    except Stop as stop:
        say(f"\n{stop}")
    except OSError as error:
        say(f"\n{sentence_for(error)}")
    return 1


def _interrupt(number: int, frame: object) -> None:
    # The second press of an impatient finger must not cut the stopping short.
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    raise Interrupted


def _command(arguments: Sequence[str]) -> int:
    name, rest = (
        (arguments[0], arguments[1:]) if arguments and not arguments[0].startswith("-") else ("serve", arguments)
    )
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "serve": serve.serve,
        "test": tests.test,
        "check": checks.check,
        "manage": manage,
        "bench": bench,
        "prove": prove,
        "conformance": conformance.conformance,
        "lock": locks.lock,
    }
    if name in commands and not {"-h", "--help"} & set(rest[:1] if name == "serve" else ()):
        return commands[name](rest)
    print(HELP)
    return 0 if name in ("help", "serve") else 2


def manage(arguments: Sequence[str]) -> int:
    serve.make_ready(())
    with instance.running(data_dir()) as settings:
        return processes.foreground([str(PYTHON), "manage.py", *arguments], settings)


def bench(arguments: Sequence[str]) -> int:
    return _measure("bench", arguments)


def prove(arguments: Sequence[str]) -> int:
    """A tenth, as in CI, leaves nothing behind: neither rows nor counts."""
    if "--tenth" not in arguments:
        return _measure("bench.prove", arguments)
    serve.make_ready((), development=True)
    with instance.throw_away(data_dir()) as settings:
        return processes.foreground([str(PYTHON), "-m", "bench.prove", *arguments], settings)


def _measure(module: str, arguments: Sequence[str]) -> int:
    serve.make_ready((), development=True)
    with instance.running(data_dir()) as settings:
        return processes.foreground([str(PYTHON), "-m", module, *arguments], settings)
