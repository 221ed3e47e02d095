"""A plugin of pytest that takes checks of permissions away one by one and says which test fails then.

The application is imported with a switch at every check, once; so a mutant costs the tests that reach its check and
nothing else. Told by the environment: TAKEN, the numbers of the checks, and TAKEN_REPORT, the file to which it adds a
line for each: its number and the test that failed, or "-". Run in a copy of the project, see `bench/access.py`.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from bench.mutating import Mutant, mutants, sources, switched, without

ROOT = Path(__file__).resolve().parent.parent
# Of the lines that reach a check these are asked without it, counted as they come: a check behind another wall is
# reached by all of them and noticed by none.
ASKED = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384}
TABLE, CONVENTIONS, WALLS = "tests/test_access.py", "tests/test_architecture.py", "tests/test_walls.py"


class Switch:
    """Which check is off, and which were reached since somebody last looked."""

    def __init__(self) -> None:
        self.off: int | None = None
        self.reached: set[int] = set()

    def is_off(self, number: int) -> bool:
        self.reached.add(number)
        return number == self.off


SWITCH = Switch()


def switch(number: int, usual: Callable[[], Any], opened: Callable[[], Any]) -> Any:
    return opened() if SWITCH.is_off(number) else usual()


def unmarked(number: int, mark: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The decorator, and the bare view when it is off."""

    def both(view: Any) -> Any:
        marked = mark(view)

        @wraps(view)
        def either(*args: Any, **kwargs: Any) -> Any:
            return (view if SWITCH.is_off(number) else marked)(*args, **kwargs)

        return either

    return both


def unbased(number: int, base: Any) -> Any:
    """The base class, passed over when it is off, with what it rests on."""
    last = next(one for one in base.__mro__ if one.__name__ == "SeesDesk")

    class Either(base):
        def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
            above: Any = super(last, self) if SWITCH.is_off(number) else super()
            return above.dispatch(request, *args, **kwargs)

    return Either


class _Loader(SourceFileLoader):
    """Never from the cache of compiled files, and nothing is put there."""

    first = 0

    def get_code(self, fullname: str) -> Any:
        file = self.get_filename(fullname)
        source = Path(file).read_text("utf-8")
        return compile(switched(source, str(Path(file).relative_to(ROOT)), self.first), file, "exec", dont_inherit=True)


class _Finder:
    def __init__(self, every: list[Mutant]) -> None:
        self.first: dict[str, int] = {}
        for mutant in every:
            self.first.setdefault(mutant.path, mutant.number)
        self.own = set(sources(ROOT))

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or not spec.origin or not Path(spec.origin).is_relative_to(ROOT):
            return spec
        place = str(Path(spec.origin).relative_to(ROOT))
        if place in self.first:
            loader = _Loader(name, spec.origin)
            loader.first = self.first[place]
            spec.loader = loader
        return spec


EVERY = mutants(ROOT)
vars(builtins).update(__switch__=switch, __unmarked__=unmarked, __unbased__=unbased)
sys.meta_path.insert(0, _Finder(EVERY))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    wanted = [EVERY[int(number)] for number in os.environ["TAKEN"].split()]
    judge = Judge(session.items, Path(os.environ["TAKEN_REPORT"]))
    judge.all(wanted)
    return True


class Judge:
    """First the table of access, then the second walls and the conventions, then the tests of the check's package."""

    def __init__(self, items: list[pytest.Item], report: Path) -> None:
        self.items, self.report = items, report
        self.reach: dict[str, set[int]] = {}

    def all(self, wanted: list[Mutant]) -> None:
        left = self._shown(wanted, [item for item in self.items if item.nodeid.startswith(TABLE)])
        left = self._shown(left, [item for item in self.items if item.nodeid.startswith(WALLS)], every_one=True)
        left = self._broken_conventions(left)
        for path in dict.fromkeys(mutant.path for mutant in left):
            missed = [mutant for mutant in left if mutant.path == path]
            named, others = self._tests_of(path)
            for items in (named, others):
                missed = self._shown(missed, items, every_one=True)
            for mutant in missed:
                self._say(mutant, "-")

    def _tests_of(self, path: str) -> tuple[list[pytest.Item], list[pytest.Item]]:
        """Those in a file that shares a word with the module's name, wherever; and the others of the package."""
        package, *folders = Path(path).with_suffix("").parts
        words = {word for part in folders for word in (part, part.rstrip("s"))} - {
            "services",
            "view",
            "views",
            "models",
        }
        asked = [item for item in self.items if not item.nodeid.startswith((TABLE, CONVENTIONS))]
        named = [item for item in asked if any(word in item.path.stem for word in words)]
        own = [item for item in asked if item.nodeid.startswith(f"tests/{package}/")]
        return named, [item for item in own if item not in named]

    def _shown(self, wanted: list[Mutant], items: list[pytest.Item], *, every_one: bool = False) -> list[Mutant]:
        """Those that no test noticed. Each test is run as things are, once; then without each check that it reached, or
        with `every_one` false some of those times."""
        left = {mutant.number: mutant for mutant in wanted}
        times: Counter[int] = Counter()
        for at, item in enumerate(items):
            if not left:
                break
            keeping = items[(at + 1) % len(items)]
            reached = self._reached(item, keeping)
            times.update(reached)
            for number in sorted(number for number in reached & left.keys() if every_one or times[number] in ASKED):
                with _off(number):
                    is_noticed = _fails(item, keeping)
                if is_noticed and not _fails(item, keeping):  # one that goes on failing is no witness
                    self._say(left.pop(number), item.nodeid)
        return list(left.values())

    def _reached(self, item: pytest.Item, keeping: pytest.Item | None) -> set[int]:
        """The checks that a test comes to. A test stands among those of several modules, and is run as things are for
        the first of them. One that fails then is no witness of anything."""
        if item.nodeid not in self.reach:
            SWITCH.reached.clear()
            broken = _failures(item, keeping)
            if broken:
                print(f"{item.nodeid} fails although nothing is taken away: {broken[-1000:]}", flush=True)
            self.reach[item.nodeid] = set() if broken else set(SWITCH.reached)
        return self.reach[item.nodeid]

    def _broken_conventions(self, wanted: list[Mutant]) -> list[Mutant]:
        """They read files: here the source is written without the check."""
        items = [item for item in self.items if item.nodeid.startswith(CONVENTIONS)]
        items = [item for item in items if not _fails(item, _another(item, items))]
        left = []
        for mutant in wanted:
            with _written_without(mutant):
                broken = next((item for item in items if _fails(item, _another(item, items))), None)
            if broken is None:
                left.append(mutant)
            else:
                self._say(mutant, broken.nodeid)
        return left

    def _say(self, mutant: Mutant, test: str) -> None:
        with self.report.open("a") as report:
            report.write(f"{mutant.number}\t{test}\n")


def _another(item: pytest.Item, items: Iterable[pytest.Item]) -> pytest.Item | None:
    return next((other for other in items if other is not item), None)


def _fails(item: Any, keeping: pytest.Item | None) -> bool:
    return bool(_failures(item, keeping))


def _failures(item: Any, keeping: pytest.Item | None) -> str:
    """Why the test fails now; "" where it passes. Fixtures that `keeping` needs too stay."""
    from django.core.cache import caches  # settings are not read when a plugin is imported

    caches["pages"].clear()
    item.session._setupstate.teardown_exact(item)  # what another module left standing
    if keeping is item:
        keeping = None
    item._initrequest()
    reports = runtestprotocol(item, log=False, nextitem=keeping)
    return "\n".join(str(report.longrepr) for report in reports if report.failed)


@contextmanager
def _off(number: int) -> Iterator[None]:
    SWITCH.off = number
    try:
        yield
    finally:
        SWITCH.off = None


@contextmanager
def _written_without(mutant: Mutant) -> Iterator[None]:
    file = ROOT / mutant.path
    whole = file.read_text("utf-8")
    first = next(other.number for other in EVERY if other.path == mutant.path)
    file.write_text(without(whole, mutant.path, first, mutant.number), "utf-8")
    try:
        yield
    finally:
        file.write_text(whole, "utf-8")
