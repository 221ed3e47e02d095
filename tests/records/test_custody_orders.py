"""Acts of custody in any order, found by Hypothesis; a hundred times as many in `run.py prove retention`.

`custody.sequences` asserts after every act, and raises with the shortest order that breaks a rule.
"""

import pytest

from bench import custody


@pytest.mark.django_db
def test_nothing_held_early_or_undecided_is_ever_destroyed():
    custody.sequences(custody.SEQUENCES // 100)
