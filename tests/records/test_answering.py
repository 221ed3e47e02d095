"""A message of a delegation is taken in once, however often the button is pressed."""

import threading

import pytest
from django.db import connection

from members.models import User
from records import answering
from records.models import Comment, Message
from records.received.differences import Difference
from tests.access import world

PRESSES = 4


@pytest.fixture
def message(own_database):
    world.people()
    return Message.objects.get(pk=world.clearing()["message"])


def test_pressed_several_times_at_once_a_difference_is_taken_in_once(message):
    by, start, taken, faults = User.objects.get(email="eka@example.org"), threading.Barrier(PRESSES), [], []
    chosen = [Difference("remark", "", "1", "", f"We wonder about {number}.") for number in range(5)]

    def press():
        try:
            start.wait()
            taken.extend(answering.take_in(message, chosen, by=by))
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert len(taken) == 5
    assert Comment.objects.filter(message=message).count() == 5
