"""Words of scripts: found in `static/` as `_("…")`, handed to a page as JSON where the site's language has others."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

_CALL = re.compile(r"(?<![\w.])_\(\s*\"((?:[^\"\\]|\\.)*)\"")
LEFT_OUT = "vendor"


def words_of(source: str) -> list[str]:
    return [found.replace('\\"', '"') for found in _CALL.findall(source)]


def files(root: Path) -> list[Path]:
    return [path for path in sorted((root / "static").rglob("*.js")) if LEFT_OUT not in path.parts]


def translated() -> dict[str, str]:
    """Those that are other words in the language of now."""
    told = {words: gettext(words) for words in _all_words()}
    return {words: other for words, other in told.items() if other != words}


@cache
def _all_words() -> tuple[str, ...]:
    found = (words for path in files(settings.BASE_DIR) for words in words_of(path.read_text("utf-8")))
    return tuple(dict.fromkeys(found))
