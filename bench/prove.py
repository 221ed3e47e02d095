"""`python3 run.py prove [NAME …]`: the large counts, seeded and resumable, written to `docs/figures.md`.

With `--tenth`, as in CI, a tenth of the counts, and no document is written.

Each proof works in steps of one seed each; what is done is kept under DATA_DIR/prove.json, so that a run that was
stopped goes on where it stood. Proofs that write rows do so in a database of their own, dropped at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from bench import report
from bench.scratch import NotRunError


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bali_process.settings")
    import_module("bali_process.wsgi")  # as the server loads it
    from django.core.management import call_command

    from bench import proofs  # needs Django set up

    call_command("collectstatic", interactive=False, verbosity=0)
    options = _options(list(proofs.PROOFS))
    failed = []
    for name in options.names or list(proofs.PROOFS):
        try:
            answer = _run(name, proofs.PROOFS[name], options)
        except NotRunError as reason:
            print(f"{name}: not run: {reason}", flush=True)
            continue
        if not answer["is_kept"]:
            failed.append(name)
        print(f"{name}: {answer['words']}  ({answer['seconds']:.0f} s)", flush=True)
    if not options.tenth:
        _write_report()
    print(f"Not kept: {', '.join(failed)}." if failed else "Every promise that was asked is kept.", flush=True)
    return int(bool(failed))


def _options(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py prove")
    parser.add_argument("names", nargs="*", choices=[[], *names], metavar="NAME", help=", ".join(names))
    parser.add_argument("--tenth", action="store_true", help="a tenth of the counts, as in CI; writes no document")
    parser.add_argument("--seed", type=int, default=2016)
    return parser.parse_args()


def _run(name: str, proof: Callable[..., tuple[bool, str]], options: argparse.Namespace) -> dict[str, object]:
    begun, commit = time.monotonic(), report.commit()
    is_kept, words = proof(seed=options.seed, share=0.1 if options.tenth else 1.0, state=_State(name, options))
    seen = {"is_kept": is_kept, "words": words, "seconds": time.monotonic() - begun, "commit": commit}
    return _answer(name, seen | {"seed": options.seed, "tenth": options.tenth})


def _answer(name: str, seen: dict[str, object]) -> dict[str, object]:
    answer = {**seen, "machine": report.machine()}
    _keep("answers", {**_kept("answers"), name: answer})
    return answer


@contextmanager
def recorded(name: str, seed: int) -> Iterator[dict[str, object]]:
    """For a whole run that has a command of its own: what the block puts in (`words`, `is_kept`) is written down."""
    begun, seen = time.monotonic(), {"commit": report.commit(), "seed": seed, "tenth": False}
    yield seen
    _answer(name, seen | {"seconds": time.monotonic() - begun})
    _write_report()


class _State:
    """What a proof has done so far, for this seed and share."""

    def __init__(self, name: str, options: argparse.Namespace) -> None:
        self.key = f"{name}/{options.seed}/{'tenth' if options.tenth else 'whole'}/{report.commit()}"

    def load(self) -> dict[str, int]:
        return _kept("done").get(self.key, {})

    def save(self, done: dict[str, int]) -> None:
        _keep("done", {**_kept("done"), self.key: done})


def _file() -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR) / "prove.json"


def _kept(part: str) -> dict[str, dict]:
    return json.loads(_file().read_text()).get(part, {}) if _file().exists() else {}


def _keep(part: str, value: object) -> None:
    whole = json.loads(_file().read_text()) if _file().exists() else {}
    _file().parent.mkdir(parents=True, exist_ok=True)
    fresh = _file().with_suffix(".new")
    fresh.write_text(json.dumps(whole | {part: value}, indent=1))
    fresh.replace(_file())


def _write_report() -> None:
    """One line a proof. Lines of proofs that were run elsewhere stay as they are."""
    rows = {line.split("|")[1].strip(): line for line in report.proofs().splitlines() if line.startswith("| ")}
    rows.pop("proof", None)
    for name, a in _kept("answers").items():
        if a["tenth"]:
            continue
        rows[name] = (
            f"| {name} | {a['words']} | {'kept' if a['is_kept'] else '**not kept**'} | {a['commit']} | {a['seed']}"
            f" | {a['seconds']:.0f} s | {a['machine']} |"
        )
    head = [
        "# Figures",
        "",
        "Written by `python3 run.py prove`. Each line names the commit, the seed, the duration and the machine.",
        "",
        "| proof | what was seen | promise | commit | seed | took | machine |",
        "|---|---|---|---|---|---|---|",
    ]
    report.write_proofs("\n".join([*head, *(rows[name] for name in sorted(rows))]))


if __name__ == "__main__":
    sys.exit(main())
