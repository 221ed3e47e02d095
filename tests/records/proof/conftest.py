"""A ledger with several entries, and a key of the test's own."""

import pytest

from records import services


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.CHECKPOINT_KEY_FILE = tmp_path / "key" / "checkpoint-key.pem"


@pytest.fixture
def edition(meeting, ana, ravi):
    return services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="First issue")
