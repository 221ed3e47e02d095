"""Which way a text is written, and what a table holds: for pages and for the sheet, whose engine has no other tags."""

from __future__ import annotations

from django import template

from records.render.text import is_rtl

register = template.Library()
register.filter("is_rtl", is_rtl)
register.filter("of", lambda mapping, key: mapping.get(key) if mapping else None)
