"""Everything that was issued, and the rows it came from, as files that need no software of ours to be read.

A bag (BagIt, RFC 8493): records as PDF, JSON and XML, the ledger, a checkpoint, tables as CSV, `verify.py`, a page that
opens from the file system. The same system gives the same bytes; an empty system that takes a bag in gives the same
bag again.
"""


class CannotArchiveError(Exception):
    """Why nothing was written or taken in, in words for the administrator."""
