"""The press: WeasyPrint set up once for a process, with our faces, our style sheet and nothing to fetch with.

Importing this module loads Pango and HarfBuzz. The other modules take WeasyPrint from here: whoever imports it first
decides which faces it finds.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from records.render import font_pack
from records.render.facts import CannotRenderError
from records.render.made_with import FONTS, MISSING, PAPER_SIZE, STYLES, library

__all__ = ["DocumentMetadata", "Leaf", "LineBox", "Stream", "TextBox", "press", "pydyf", "weasyprint"]


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
        library("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll").FcInit()
        import pydyf
        import weasyprint.pdf
        from weasyprint.document import DocumentMetadata
        from weasyprint.document import Page as Leaf
        from weasyprint.formatting_structure.boxes import LineBox, TextBox
        from weasyprint.html import UA, UA_COUNTER_STYLE
        from weasyprint.pdf.stream import Stream
        from weasyprint.text.ffi import ffi, fontconfig, pangoft2
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise CannotRenderError(MISSING) from error


class Page(weasyprint.HTML):
    """HTML that is styled without rules for any ::marker, ::footnote-call and their like, which no sheet has.

    WeasyPrint makes a style by each such rule for each element: six of seven styles of a long record, a sixth of its
    time and 50 MB of its memory. The version is pinned, and a test counts the styles.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        return [_defaults()]


@cache
def _defaults() -> weasyprint.CSS:
    rules = [line for line in UA.splitlines() if not line.startswith("::")]
    return weasyprint.CSS(string="\n".join(rules), counter_style=UA_COUNTER_STYLE)


@dataclass(frozen=True)
class Press:
    faces: FontConfiguration
    styles: weasyprint.CSS
    fetcher: URLFetcher

    def laid_out(self, content: str, variant: str | None = None) -> weasyprint.Document:
        """A page in HTML on its pages of paper; `variant` as WeasyPrint names what a PDF conforms to."""
        page = Page(string=content, url_fetcher=self.fetcher)
        return page.render(font_config=self.faces, stylesheets=[self.styles], pdf_variant=variant)


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
