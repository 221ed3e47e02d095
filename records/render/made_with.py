"""What decides the bytes of a sheet besides its record and edition, named without loading what draws it."""

from __future__ import annotations

import ctypes
import hashlib
import os
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from records.render import font_pack
from records.render.facts import CannotRenderError
from records.render.sheet import FOLDERS

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
STYLES = HERE / "sheet.css"
# From the environment, as BRAND_DIR is: the press needs no settings (docs/guides/adapt.md).
PAPER_SIZE = os.environ.get("PAPER_SIZE") or "A4"
AKOMA_NTOSO = HERE.parent / "exports" / "akoma"
MISSING = (
    "The libraries that draw the sheet are missing. On Debian or Ubuntu: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
)


def library(*names: str) -> ctypes.CDLL:
    """The first that is there. Raises OSError where none is."""
    for name in names[:-1]:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return ctypes.CDLL(names[-1])


def versions() -> dict[str, str]:
    """Everything that decides the bytes of a sheet besides its record and edition. Raises CannotRenderError where what
    draws is missing."""
    try:
        return _versions(font_pack.installed())
    except OSError as error:
        raise CannotRenderError(MISSING) from error


def _pages() -> list[Path]:
    return [page for folder in FOLDERS for page in sorted(folder.glob("print/*.html"))]


@cache
def _versions(pack: tuple[Path, ...]) -> dict[str, str]:
    number = library("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll").pango_version()
    return {
        "weasyprint": version("weasyprint"),
        "pydyf": version("pydyf"),
        "pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
        "harfbuzz": _harfbuzz_version(),
        "faces": _digest(sorted(FONTS.glob("*.ttf"))),
        "paper": PAPER_SIZE,
        "font_pack": _digest(list(pack)) if pack else "none",
        "lxml": version("lxml"),  # writes the Akoma Ntoso inside
        "sheet": _digest([STYLES, *_pages(), *sorted(HERE.glob("*.py")), *sorted(AKOMA_NTOSO.glob("*.py"))]),
    }


def _harfbuzz_version() -> str:
    named = library("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll").hb_version_string
    named.restype = ctypes.c_char_p
    return str(named().decode())


def _digest(files: list[Path]) -> str:
    """The beginning of a SHA-256 over names and contents."""
    state = hashlib.sha256()
    for file in files:
        state.update(file.name.encode() + b"\0" + file.read_bytes())
    return state.hexdigest()[:16]
