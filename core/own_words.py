"""Words of another process in place of ours, as a setting tells them."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured


def of_capacities(told: str) -> dict[str, tuple[str, str]]:
    """One and many by capacity: "co_chair=Chair|Chairs; observer=Associate|Associates". Raises ImproperlyConfigured."""
    found = {}
    for part in filter(str.strip, told.split(";")):
        capacity, _, words = part.partition("=")
        one, _, many = (word.strip() for word in words.partition("|"))
        if not (one and many):
            raise ImproperlyConfigured(
                f"CAPACITY_WORDS says {part.strip()!r}. Give one and many: co_chair=Chair|Chairs."
            )
        found[capacity.strip()] = (one, many)
    return found
