"""`run.py lock`: the locks made again from the .in files, for every machine at once and with every hash."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from runner import environment
from runner.console import Stop, say
from runner.paths import PYTHON, ROOT, child_environment

HEADER = "# Made by `python3 run.py lock` from {source}; do not edit.\n"


def lock(arguments: Sequence[str]) -> int:
    """Extra arguments go to uv, such as `--upgrade` or `--upgrade-package django`."""
    environment.ensure(development=True)
    for target in (environment.RUNTIME, environment.DEVELOPMENT, environment.CHECKERS):
        source = target.with_suffix(".in")
        # fmt: off
        done = subprocess.run(
            [str(PYTHON), "-m", "uv", "pip", "compile", source.name, "--output-file", target.name, "--universal",
             "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url", "--quiet",
             "--no-emit-find-links", *arguments],
            cwd=ROOT, env=child_environment(),
        )
        # fmt: on
        if done.returncode:
            raise Stop(f"uv could not make {target.name}; the reason stands above.")
        target.write_text(HEADER.format(source=source.name) + target.read_text())
        say(f"Made {target.name}.")
    return 0
