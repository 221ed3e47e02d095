"""Tests marked `browser` are reported as not run where there is no Chromium. Runs inside the virtual environment."""

from __future__ import annotations

import pytest

from runner import system


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if system.chromium() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=system.NO_CHROMIUM))
