"""Templates with their words made into messages as they are loaded."""

from __future__ import annotations

from django.template import Origin
from django.template.loaders import filesystem

from core.translating.sentences import Sentences

# A sheet speaks the language of the record it shows, and a map of the site none.
LEFT_AS_THEY_ARE = ("print/",)
HTML, TEXT = (".html",), (".txt",)


def is_translated(name: str) -> bool:
    return name.endswith((*HTML, *TEXT)) and not name.startswith(LEFT_AS_THEY_ARE)


class Loader(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        name = str(origin.template_name)
        return Sentences(source, is_html=name.endswith(HTML)).source if is_translated(name) else source
