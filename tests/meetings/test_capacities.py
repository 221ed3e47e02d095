"""What other processes call those who attend, as one of our capacities."""

import pytest

from meetings.services import capacity_of


@pytest.mark.parametrize(
    ("said", "filed"),
    [
        ("observer", ("observer", "")),
        ("RSO Co-Manager", ("co_manager", "")),
        ("chair", ("co_chair", "chair")),
        ("co-host", ("host", "co-host")),
        ("resource person", ("other", "resource person")),
        ("", ("member", "")),
    ],
)
def test_nearest_capacity_and_the_words_that_say_more(said, filed):
    assert capacity_of(said) == filed
