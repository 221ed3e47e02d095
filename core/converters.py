"""What may stand in an address."""

from django.urls.converters import StringConverter


class PartConverter(StringConverter):
    """A part of an address without control characters: PostgreSQL keeps no NUL, and no name of ours holds others."""

    regex = r"[^/\x00-\x1f\x7f]+"
