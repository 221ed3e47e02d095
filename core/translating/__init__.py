"""Words of the screens pass through gettext: those of templates when one is loaded, those of Python by `_`."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext_lazy


def lazy_(words: str) -> str:
    """`gettext_lazy` for constants that say they are text: they are, wherever they are shown or joined."""
    return cast("str", gettext_lazy(words))
