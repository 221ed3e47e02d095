"""A part of the proof in `bench/register.py`: the register against a plain model."""

from bench import register


def test_sequences_of_acts_agree_with_a_plain_model():
    assert register.run(2016, 60) >= 60
