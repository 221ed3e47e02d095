"""Workers as processes of their own: killed in the middle, nothing is lost and nothing is done twice."""

import signal
import time

import pytest
from django.db import connection, transaction

from bench import counting
from core import jobs
from core.jobs.models import Job

PATIENCE_SECONDS = 40


@pytest.fixture
def begin(own_database):
    """Begin a worker on the test's database; whatever still runs at the end is killed."""
    with connection.cursor() as cursor:
        cursor.execute(counting.TABLE)
    begun = []

    def start():
        begun.append(counting.worker(counting.url_of(connection.settings_dict)))
        return begun[-1]

    yield start
    for each in begun:
        each.kill()
        each.wait()


@pytest.fixture
def count():
    return counting.register()[0]


@pytest.fixture
def count_whole():
    return counting.register()[1]


def marks():
    with connection.cursor() as cursor:
        cursor.execute("SELECT job, item FROM effect ORDER BY job, item")
        return cursor.fetchall()


def until(condition):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, list(Job.objects.values_list("what", "state", "done", "run", "stalls", "error"))
        time.sleep(0.05)


def is_over(job):
    job.refresh_from_db()
    return job.has_ended


@pytest.mark.parametrize("name", ["count", "count_whole"])
def test_a_job_of_a_killed_worker_is_taken_up_and_nothing_is_doubled(begin, request, name):
    task = request.getfixturevalue(name)
    first = begin()
    job = jobs.defer(task, by=None, what="Counting", items=20, pause=0.1)
    until(lambda: Job.objects.filter(pk=job.pk, done__gte=3).exists())
    first.kill()
    begin()
    until(lambda: is_over(job))

    assert (job.state, job.run, job.error) == ("done", 2, "")
    assert marks() == [(str(job.pk), item) for item in range(20)]


def test_a_worker_that_slept_and_was_taken_for_dead_writes_nothing_any_more(begin, count_whole):
    first = begin()
    job = jobs.defer(count_whole, by=None, what="Counting", items=20, pause=0.05)
    until(lambda: Job.objects.filter(pk=job.pk, done__gte=3).exists())
    first.send_signal(signal.SIGSTOP)
    begin()
    until(lambda: is_over(job))
    first.send_signal(signal.SIGCONT)
    time.sleep(2)

    assert marks() == [(str(job.pk), item) for item in range(20)]
    assert Job.objects.get(pk=job.pk).run == 2


def test_asked_to_end_a_worker_gives_its_job_back(begin, count):
    first = begin()
    job = jobs.defer(count, by=None, what="Counting", items=200, pause=0.1)
    until(lambda: Job.objects.filter(pk=job.pk, done__gte=3).exists())
    first.terminate()
    assert first.wait(timeout=PATIENCE_SECONDS) == 0
    job.refresh_from_db()

    assert (job.state, job.error) == ("waiting", "")
    assert 3 <= job.done < 200


def test_cancelled_while_it_runs(begin, count_whole):
    begin()
    job = jobs.defer(count_whole, by=None, what="Counting", items=200, pause=0.05)
    until(lambda: Job.objects.filter(pk=job.pk, done__gte=3).exists())
    jobs.cancel(job, by=None)
    until(lambda: is_over(job))

    assert (job.state, job.error, marks()) == ("cancelled", "Cancelled on the command line.", [])


def test_nothing_is_begun_before_the_commit(begin, count):
    begin()
    with transaction.atomic():
        job = jobs.defer(count, by=None, what="Counting", items=1, pause=0)
        time.sleep(2)
        assert Job.objects.get(pk=job.pk).run == 0
    until(lambda: is_over(job))

    assert job.state == "done"
