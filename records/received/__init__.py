"""Word documents that come back: read with their tracked changes, and compared with what was sent. Pure functions."""
