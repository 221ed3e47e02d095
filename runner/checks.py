"""`run.py check`: every check that is not a test, each reported as passed, failed or not run."""

from __future__ import annotations

import json
import secrets
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from runner import environment, instance, serve
from runner.console import say
from runner.paths import PYTHON, ROOT, data_dir

PASSED, FAILED, NOT_RUN = "passed", "failed", "not run"
# Reserved names: the settings are looked at, nothing is sent.
PRODUCTION = {
    "BALI_MODE": "production",
    "ALLOWED_HOSTS": "records.example.org",
    "SITE_URL": "https://records.example.org",
    "DEFAULT_FROM_EMAIL": "records@example.org",
}


@dataclass(frozen=True)
class Check:
    name: str
    run: Callable[[dict[str, str]], str]


def check(arguments: Sequence[str]) -> int:
    """Run them all, or those named; the status is 1 when any failed or a name is unknown."""
    serve.make_ready(arguments, development=True)
    wanted = [argument for argument in arguments if not argument.startswith("-")]
    chosen = [check for check in CHECKS if not wanted or check.name in wanted]
    if len(chosen) < len(wanted):
        say(f"The checks are: {', '.join(check.name for check in CHECKS)}.")
        return 1
    results = []
    with instance.throw_away(data_dir()) as settings:
        for each in chosen:
            say(f"\n== {each.name}")
            results.append((each.name, each.run(settings)))
    print()
    for name, result in results:
        print(f"{name}: {result}")
    failed = any(result.startswith(FAILED) for _, result in results)
    print("Some checks failed." if failed else "No check failed.", flush=True)
    return int(failed)


def _tool(name: str, *arguments: str, **more: str) -> Callable[[dict[str, str]], str]:
    """A program of the environment; its exit status is the result."""

    def run(settings: dict[str, str]) -> str:
        status = subprocess.run([PYTHON.with_name(name), *arguments], cwd=ROOT, env=settings | more).returncode
        return FAILED if status else PASSED

    return run


def _templates(name: str, *arguments: str) -> Callable[[dict[str, str]], str]:
    """A tool that must be told the files: every template of the project."""

    def run(settings: dict[str, str]) -> str:
        tops = (top for top in ROOT.iterdir() if top.is_dir() and not top.name.startswith(".") and top != data_dir())
        files = sorted(str(path.relative_to(ROOT)) for top in tops for path in top.rglob("*.html"))
        return _tool(name, *arguments, *files)(settings)

    return run


def _production(settings: dict[str, str]) -> str:
    more = PRODUCTION | {"SECRET_KEY": secrets.token_urlsafe(60)}
    return _tool("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **more)(settings)


def _advisories(settings: dict[str, str]) -> str:
    """Known weaknesses of what is locked. Without an answer from the advisory service nothing has been checked."""
    # fmt: off
    done = subprocess.run(
        [str(PYTHON), "-m", "pip_audit", "--requirement", environment.DEVELOPMENT.name, "--require-hashes",
         "--disable-pip", "--progress-spinner", "off", "--format", "json",
         "--cache-dir", str(ROOT / ".cache" / "audit")],
        cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )
    # fmt: on
    return advisories_result(done.stdout, done.stderr)


def advisories_result(output: str, complaint: str) -> str:
    """Judge pip-audit's JSON; it leaves the output empty when it could not ask."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = complaint.strip().splitlines()[-1:] or ["it gave no reason"]
        return f"{NOT_RUN}: the advisory service did not answer ({reason[0][:200]})"
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    weak = [f"{package['name']} {vuln['id']}" for package in packages for vuln in package.get("vulns", ())]
    if weak:
        return f"{FAILED}: {', '.join(weak)}"
    if len(skipped) == len(packages):
        return f"{NOT_RUN}: the advisory service reached from here knows none of the {len(packages)} locked packages"
    return f"{PASSED}, except that nothing is known of {', '.join(skipped)}" if skipped else PASSED


CHECKS = (
    Check("ruff", _tool("ruff", "check", ".")),
    Check("ruff-format", _tool("ruff", "format", "--check", ".")),
    Check("mypy", _tool("mypy")),
    Check("djade", _templates("djade", "--check", "--target-version", "5.2")),
    Check("djhtml", _templates("djhtml", "--check", "--tabwidth", "2")),
    Check("floors", _tool("lint-imports")),
    Check("migrations", _tool("python", "manage.py", "makemigrations", "--check", "--dry-run")),
    Check("live-migrations", _tool("python", "manage.py", "lint_migrations")),
    Check("deployment", _production),
    Check("advisories", _advisories),
)
