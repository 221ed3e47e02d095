"""The documentation under /help/: the files of docs/ in the frame of the site. What pages there are, mkdocs.yml says.

Files of this release, not rows: nothing typed by anybody is shown here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from markdown_it.token import Token

from library.views.public import PublicMixin

DOCS = Path(settings.BASE_DIR, "docs")
_SECTION = re.compile(r"  - (.+):")
_PAGE = re.compile(r"(?:  |      )- (.+): (\S+\.md)")
_PICTURE = re.compile(r"[a-z0-9-]+\.png")


_SCROLLED = 'tabindex="0" role="group" aria-label="Can be scrolled sideways"'


@dataclass(frozen=True)
class Page:
    """`name` is the address below /help/, "" for the first: "guides/log-a-meeting"."""

    title: str
    name: str
    file: str


@dataclass(frozen=True)
class Section:
    title: str
    pages: tuple[Page, ...]


@cache
def sections() -> tuple[Section, ...]:
    """As mkdocs.yml lists them; a test holds this against mkdocs's own reading."""
    found: list[tuple[str, list[Page]]] = []
    _, _, nav = Path(settings.BASE_DIR, "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")
    for line in nav.splitlines():
        if page := _PAGE.fullmatch(line):
            if not line.startswith("      ") or not found:
                found.append(("", []))
            found[-1][1].append(Page(page[1], _name(page[2]), page[2]))
        elif section := _SECTION.fullmatch(line):
            found.append((section[1], []))
    return tuple(Section(title, tuple(pages)) for title, pages in found)


@cache
def pages() -> dict[str, Page]:
    """By address. Decisions are reached from the page that lists them."""
    listed = [page for section in sections() for page in section.pages]
    beside = [Path("CONTRIBUTING.md"), *sorted(path.relative_to(DOCS) for path in DOCS.glob("adr/*.md"))]
    more = [Page(path.stem, _name(path.as_posix()), path.as_posix()) for path in beside]
    return {page.name: page for page in (*listed, *more)}


def _name(file: str) -> str:
    return "" if file == "index.md" else file.removesuffix(".md")


@cache
def rendered(name: str) -> tuple[str, SafeString]:
    """Title and HTML. Links to other files of docs/ lead to their pages, pictures to where they are served."""
    page = pages()[name]
    text = (DOCS / page.file).read_text("utf-8") + (_decisions() if name == "decisions" else "")
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    title = page.title
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = tokens[at + 1].content
            title = words if token.tag == "h1" else title
            token.attrSet("id", slugify(words))
        for child in token.children or ():
            _lead(child, page.file)
    html = MarkdownIt("commonmark").renderer.render(tokens, MarkdownIt("commonmark").options, {})
    # What is wider than a narrow screen is scrolled in its own place, by keys too.
    html = html.replace("<table>", f'<div class="wide" {_SCROLLED}><table>').replace("</table>", "</table></div>")
    html = html.replace("<pre>", f"<pre {_SCROLLED}>")
    return title, mark_safe(html)  # noqa: S308  (our own files, with HTML switched off)


def _decisions() -> str:
    """The files of docs/adr as a list, by their first lines."""
    files = sorted(DOCS.glob("adr/*.md"))
    lines = [path.read_text("utf-8").partition("\n")[0].lstrip("# ") for path in files]
    return "\n" + "".join(f"- [{line}](adr/{path.name})\n" for line, path in zip(lines, files, strict=True))


def _lead(token: Token, file: str) -> None:
    for attribute in ("href", "src"):
        target = str(token.attrs.get(attribute, ""))
        if not target or re.match(r"[a-z]+:|#|/", target):
            continue
        path, mark, anchor = target.partition("#")
        found = PurePosixPath(normpath(PurePosixPath(file).parent / path))
        if found.suffix == ".png":
            token.attrSet(attribute, f"/help/pictures/{found.name}")
        elif found.suffix == ".md" and _name(str(found)) in pages():
            name = _name(str(found))
            token.attrSet(attribute, f"/help/{name}/{mark}{anchor}" if name else f"/help/{mark}{anchor}")


class HelpView(PublicMixin, TemplateView):
    """One page of the documentation. No queries but that of the state."""

    template_name = "help.html"
    is_timeless = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = kwargs.get("name", "")
        if name not in pages():
            raise Http404
        title, html = rendered(name)
        return super().get_context_data(**kwargs) | {
            "title": title,
            "html": html,
            "sections": sections(),
            "here": name,
        }


class PictureView(PublicMixin):
    """A picture of the documentation."""

    is_kept = False

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        path = DOCS / "pictures" / name
        if not _PICTURE.fullmatch(name) or not path.is_file():
            raise Http404
        return HttpResponse(path.read_bytes(), content_type="image/png")
