"""A record speaks its own language, whatever the screens speak."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils import translation

P = ParamSpec("P")
R = TypeVar("R")


def in_its_own_language(compose: Callable[P, R]) -> Callable[P, R]:
    """No label is translated inside. Not `override` as a decorator: all threads would share one memory of what was."""

    @wraps(compose)
    def composed(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(None):
            return compose(*args, **kwargs)

    return composed
