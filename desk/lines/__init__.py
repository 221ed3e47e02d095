"""Outcomes and recommendations written one line at a time."""
