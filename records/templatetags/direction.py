"""Which way a text is written: for pages and for the sheet, whose engine has no other tags."""

from __future__ import annotations

from django import template

from records.render.text import is_rtl

register = template.Library()
register.filter("is_rtl", is_rtl)
