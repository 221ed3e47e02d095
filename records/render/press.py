"""The press: WeasyPrint set up once for a process, with our faces, our style sheet and nothing to fetch with.

Importing this module loads Pango and HarfBuzz. The other modules take WeasyPrint from here: whoever imports it first
decides which faces it finds.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from records.render import font_pack
from records.render.facts import CannotRenderError
from records.render.sheet import FOLDERS

__all__ = ["DocumentMetadata", "Stream", "press", "pydyf", "versions", "weasyprint"]

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
STYLES = HERE / "sheet.css"
# From the environment, as BRAND_DIR is: the press needs no settings (docs/guides/adapt.md).
PAPER_SIZE = os.environ.get("PAPER_SIZE") or "A4"
AKOMA_NTOSO = HERE.parent / "exports" / "akoma"


def _library(*names: str) -> ctypes.CDLL:
    """The first that is there. Raises OSError where none is."""
    for name in names[:-1]:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return ctypes.CDLL(names[-1])


@contextmanager
def _bundled_faces() -> Iterator[None]:
    """Fontconfig reads its variable when it is set up, and only then; what this process starts must not inherit it."""
    name = "FONTCONFIG_FILE"
    before = os.environ.get(name)
    os.environ[name] = str(FONTS / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


with _bundled_faces():
    try:
        # Pango asks for it from a thread of its own, at a time of its own: too late for the variable.
        _library("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll").FcInit()
        import pydyf
        import weasyprint.pdf
        from weasyprint.document import DocumentMetadata
        from weasyprint.pdf.stream import Stream
        from weasyprint.text.ffi import ffi, fontconfig, pango, pangoft2
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise CannotRenderError(
            "The libraries that draw the sheet are missing. On Debian or Ubuntu: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        ) from error


@dataclass(frozen=True)
class Press:
    faces: FontConfiguration
    styles: weasyprint.CSS
    fetcher: URLFetcher


def press() -> Press:
    """One for a process, and another once faces are added.

    It may be used by one thread at a time: shared configurations crash or draw wrong letters.
    """
    return _press(font_pack.installed())


@cache
def _press(pack: tuple[Path, ...]) -> Press:
    if not any(FONTS.glob("*.ttf")):
        raise CannotRenderError(f"The faces of the sheet are missing from {FONTS.name}/: restore the folder.")
    with _bundled_faces():
        faces = FontConfiguration()
    _add(pack, faces)
    fetcher = URLFetcher(allowed_protocols=(), fail_on_errors=True)
    paper = "" if PAPER_SIZE == "A4" else f"@page {{ size: {PAPER_SIZE} }}"
    styles = weasyprint.CSS(string=STYLES.read_text("utf-8") + paper, font_config=faces, url_fetcher=fetcher)
    return Press(faces, styles, fetcher)


def _add(pack: tuple[Path, ...], faces: FontConfiguration) -> None:
    """WeasyPrint adds faces from style sheets only; its version is pinned, and a test draws with the pack."""
    for file in pack:
        fontconfig.FcConfigAppFontAddFile(faces._config, os.fsencode(file))
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", faces.font_map))


def versions() -> dict[str, str]:
    """Everything that decides the bytes of a sheet besides its record and edition."""
    return _versions(font_pack.installed())


def _pages() -> list[Path]:
    return [page for folder in FOLDERS for page in sorted(folder.glob("print/*.html"))]


@cache
def _versions(pack: tuple[Path, ...]) -> dict[str, str]:
    number = pango.pango_version()
    return {
        "weasyprint": weasyprint.__version__,
        "pydyf": pydyf.__version__,
        "pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
        "harfbuzz": _harfbuzz_version(),
        "faces": _digest(sorted(FONTS.glob("*.ttf"))),
        "paper": PAPER_SIZE,
        "font_pack": _digest(list(pack)) if pack else "none",
        "lxml": version("lxml"),  # writes the Akoma Ntoso inside
        "sheet": _digest([STYLES, *_pages(), *sorted(HERE.glob("*.py")), *sorted(AKOMA_NTOSO.glob("*.py"))]),
    }


def _harfbuzz_version() -> str:
    version = _library("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll").hb_version_string
    version.restype = ctypes.c_char_p
    return str(version().decode())


def _digest(files: list[Path]) -> str:
    """The beginning of a SHA-256 over names and contents."""
    state = hashlib.sha256()
    for file in files:
        state.update(file.name.encode() + b"\0" + file.read_bytes())
    return state.hexdigest()[:16]
