"""Jobs: written with the transaction they serve, done once, told in words; see tests/core/test_workers.py for kills."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from core import jobs
from core.jobs import registry
from core.jobs.models import Job
from core.jobs.running import TryAgain
from members.models import Abbreviation
from tests import factories

pytestmark = pytest.mark.django_db


class CannotCountError(Exception):
    """Why it cannot count."""


@pytest.fixture
def task():
    """Make tasks of functions for one test."""
    before = dict(registry.tasks)

    def make(function, **options):
        return jobs.task(f"test.{function.__name__}", **options)(function)

    yield make
    registry.tasks.clear()
    registry.tasks.update(before)


@pytest.fixture
def ana():
    return factories.user("ana@example.org", "secretariat")


def done(job):
    jobs.run(job.pk)
    return Job.objects.get(pk=job.pk)


def queued():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'job_id' FROM procrastinate_jobs WHERE task_name = 'core.run' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_row_and_queue_are_written_and_rolled_back_together(task, ana):
    nothing = task(lambda job: None)

    job = jobs.defer(nothing, by=ana, what="Nothing")
    with transaction.atomic():
        jobs.defer(nothing, by=ana, what="Never mind")
        transaction.set_rollback(True)

    assert queued() == [str(job.pk)]
    assert list(Job.objects.values_list("what", "state")) == [("Nothing", "waiting")]


def test_it_is_done_with_its_arguments_and_gives_its_result(task, ana):
    def greet(job, *, name):
        assert job.by == ana
        return f"/greetings/{name}/"

    job = done(jobs.defer(task(greet), by=ana, what="Greeting", name="sri-lanka"))

    assert (job.state, job.result, job.error, job.run) == ("done", "/greetings/sri-lanka/", "", 1)
    assert job.begun_at <= job.ended_at <= timezone.now()


def test_what_is_done_is_not_done_again(task, ana):
    calls = []
    job = done(jobs.defer(task(lambda job: calls.append(1)), by=ana, what="Once"))

    assert (done(job).run, calls) == (1, [1])


def test_the_same_key_gives_the_same_job(task, ana):
    nothing = task(lambda job: None)

    first = jobs.defer(nothing, by=ana, what="First", key="digest:2026-11-23")
    second = jobs.defer(nothing, by=ana, what="Second", key="digest:2026-11-23")

    assert second == first
    assert queued() == [str(first.pk)]


def test_a_refusal_is_told_in_its_own_words(task, ana):
    def refuse(job):
        Abbreviation.objects.create(short="X", long="Written before the refusal")
        raise CannotCountError("There is nothing to count. Choose a meeting first.")

    job = done(jobs.defer(task(refuse, refusals=(CannotCountError,)), by=ana, what="Counting"))

    assert (job.state, job.error) == ("failed", "There is nothing to count. Choose a meeting first.")
    assert Abbreviation.objects.count() == 0


def test_an_error_of_the_software_is_told_without_its_insides(task, ana, caplog):
    def stumble(job):
        raise ValueError("secret of a row")

    job = done(jobs.defer(task(stumble), by=ana, what="Stumbling"))

    assert job.state == "failed"
    assert job.error == f"It stopped at an error of the software (ValueError); the log has it under {job.pk}."
    assert "secret of a row" in caplog.text


def test_what_passes_is_tried_again_with_patience_and_then_fails(task, ana):
    def unreachable(job):
        raise ConnectionRefusedError(111, "Connection refused")

    job = jobs.defer(task(unreachable, passing=(OSError,), patience=(5, 30)), by=ana, what="Calling")
    waits = []
    for _ in range(2):
        with pytest.raises(TryAgain) as again:
            jobs.run(job.pk)
        waits.append(again.value.seconds)
    between = Job.objects.get(pk=job.pk)
    last = done(job)

    assert waits == [5, 30]
    assert (between.state, between.error) == (
        "waiting",
        "Attempt 2 did not succeed; it is tried again by itself. The system says: Connection refused.",
    )
    assert (last.state, last.error) == ("failed", "Tried 3 times. The system says: Connection refused.")


def test_a_database_that_goes_away_is_something_that_passes(task, ana):
    def cut(job):
        raise OperationalError("server closed the connection unexpectedly")

    job = jobs.defer(task(cut), by=ana, what="Cut off")

    with pytest.raises(TryAgain):
        jobs.run(job.pk)


def test_steps_are_counted_with_their_effects_and_go_on_after_the_last(task, ana):
    stops_at = ["c"]

    def spell(job, *, letters):
        def write(letter):
            Abbreviation.objects.create(short=letter, long=letter)
            if letter in stops_at:
                raise CannotCountError(f"No {letter} today.")

        job.each(letters, write)
        return "/spelled/"

    job = done(
        jobs.defer(task(spell, in_steps=True, refusals=(CannotCountError,)), by=ana, what="Spelling", letters="abcd")
    )
    assert (job.state, job.done, job.total, job.error) == ("failed", 2, 4, "No c today.")
    assert "".join(Abbreviation.objects.order_by("short").values_list("short", flat=True)) == "ab"

    stops_at.clear()
    job = done(jobs.run_again(job))
    assert (job.state, job.done, job.error, job.result) == ("done", 4, "", "/spelled/")
    assert "".join(Abbreviation.objects.order_by("short").values_list("short", flat=True)) == "abcd"


def test_who_was_taken_for_dead_writes_nothing(task, ana):
    """Another worker begins in the middle; the first one's rows are rolled back."""

    def slow(job):
        Abbreviation.objects.create(short="X", long="By whom?")
        Job.objects.filter(pk=job.id).update(run=2)

    job = done(jobs.defer(task(slow), by=ana, what="Slow"))

    assert (job.state, job.run, Abbreviation.objects.count()) == ("running", 1, 0)


def test_a_job_that_kills_its_workers_ends(task, ana):
    job = jobs.defer(task(lambda job: None, patience=(5, 5)), by=ana, what="Poison")
    Job.objects.filter(pk=job.pk).update(state="running", run=3, stalls=3)

    job = done(job)

    assert job.state == "failed"
    assert job.error.startswith("It was begun 3 times without a step forward")


def test_cancelled_while_it_waits_or_runs(task, ana):
    def long_one(job):
        job.each("abc", lambda letter: jobs.cancel(Job.objects.get(pk=job.id), by=ana) if letter == "b" else None)

    long_one = task(long_one, in_steps=True)
    waiting = jobs.cancel(jobs.defer(long_one, by=ana, what="Waits"), by=ana)
    running = done(jobs.defer(long_one, by=ana, what="Runs"))

    assert (waiting.state, waiting.error) == ("cancelled", "Cancelled by Ana.")
    assert done(waiting).run == 0
    assert (running.state, running.done, running.total) == ("cancelled", 1, 3)


def test_whoever_is_asked_to_end_gives_the_job_back(task, ana):
    job = jobs.defer(task(lambda job: job.each("ab", str), in_steps=True), by=ana, what="Interrupted")

    with pytest.raises(TryAgain) as again:
        jobs.run(job.pk, should_stop=lambda: True)

    job.refresh_from_db()
    assert (again.value.seconds, job.state, job.error) == (0, "waiting", "")


def test_a_task_this_version_does_not_know(task, ana):
    job = jobs.defer(task(lambda job: None), by=ana, what="From tomorrow")
    Job.objects.filter(pk=job.pk).update(task="of.another.version")

    assert done(job).error == (
        "This version of the software does not know such work. Start workers of the same version."
    )


def test_refusals_of_the_verbs(task, ana):
    job = done(jobs.defer(task(lambda job: None), by=ana, what="Done"))

    with pytest.raises(jobs.CannotCancelError, match="has ended"):
        jobs.cancel(job, by=ana)
    with pytest.raises(jobs.CannotRunAgainError, match="it is done"):
        jobs.run_again(job)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "lost"}, "job_state_is_known"),
        ({"state": "done"}, "job_end_goes_with_state"),
        ({"ended_at": timezone.now()}, "job_end_goes_with_state"),
        ({"state": "failed", "ended_at": timezone.now()}, "failed_job_says_why"),
        ({"done": 3, "total": 2}, "job_does_not_exceed_total"),
    ],
)
def test_the_database_refuses(changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Job.objects.create(**{"task": "x", "what": "x"} | changes)


# --- pages -------------------------------------------------------------------------------------------------------


def failing(job):
    raise CannotCountError("Not today.")


@pytest.mark.parametrize("in_steps", [True, False])
def test_only_a_job_in_steps_says_that_it_goes_on_after_them(task, ana, client, in_steps):
    made = task(failing, in_steps=in_steps, refusals=(CannotCountError,))
    job = done(jobs.defer(made, by=ana, what="Counting"))
    Job.objects.filter(pk=job.pk).update(done=2, total=4)
    client.force_login(ana)
    page = client.get(job.get_absolute_url()).text

    said = ("It goes on after the 2 that are done." in page, "It begins anew." in page)
    assert (job.state, said) == ("failed", (in_steps, not in_steps))


def test_ones_own_jobs_and_all_for_administrators(task, ana, client):
    nothing = task(lambda job: None)
    mine = jobs.defer(nothing, by=ana, what="Export of 56 meetings")
    jobs.defer(nothing, by=None, what="Reminders of the day")

    client.force_login(ana)
    page = client.get("/jobs/").text
    assert ("Export of 56 meetings" in page, "Reminders of the day" in page) == (True, False)
    client.force_login(factories.user("other@example.org", "secretariat"))
    assert client.get(f"/jobs/{mine.pk}/").status_code == 404
    assert client.post(f"/jobs/{mine.pk}/cancel/").status_code == 404
    client.force_login(factories.user("adam@example.org", "administrator"))
    page = client.get("/jobs/").text
    assert ("Export of 56 meetings" in page, "Reminders of the day" in page) == (True, True)


def test_the_page_of_a_job_says_why_it_failed_and_runs_it_again(task, ana, client):
    def refuse(job):
        raise jobs.CannotDoError("Meeting 4 has no text. Add it, then run this again.")

    job = done(jobs.defer(task(refuse), by=ana, what="Export"))
    client.force_login(ana)

    assert "Meeting 4 has no text. Add it, then run this again." in client.get(job.get_absolute_url()).text
    answer = client.post(f"/jobs/{job.pk}/again/")
    assert (answer.status_code, answer["Location"]) == (302, job.get_absolute_url())
    assert len(queued()) == 2
    again = client.post(f"/jobs/{job.pk}/again/")
    assert again.status_code == 409
    assert "It cannot be run again: it is waiting." in again.text
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert "Cancelled by Ana." in client.get(job.get_absolute_url()).text


def test_the_list_costs_the_same_at_any_length(task, ana, client, django_assert_num_queries):
    nothing = task(lambda job: None)
    client.force_login(ana)
    for _ in range(2):
        jobs.defer(nothing, by=ana, what="Another")
        # Session, user, mandates for the frame, count, jobs.
        with django_assert_num_queries(5):
            client.get("/jobs/")


def test_the_command_line(task, ana):
    def refuse(job):
        raise jobs.CannotDoError("Meeting 4 has no text.")

    job = done(jobs.defer(task(refuse), by=ana, what="Export"))

    def said(*arguments):
        out = io.StringIO()
        call_command("jobs", *arguments, stdout=out)
        return out.getvalue()

    assert "Failed" in said()
    assert said("list", "--state", "running") == "There are no jobs.\n"
    assert "Meeting 4 has no text." in said("show", str(job.pk))
    assert "Waiting" in said("again", str(job.pk))
    assert "Cancelled on the command line." in said("cancel", str(job.pk))
    half = jobs.defer(task(lambda job: None), by=ana, what="Half done")
    Job.objects.filter(pk=half.pk).update(state="running", begun_at=timezone.now(), done=28, total=56)
    assert "  Running 28/56       Half done\n" in said("list", "--state", "running")
    assert "Running 28/56, begun 0 times" in said("show", str(half.pk))
    with pytest.raises(CommandError, match="There is no job 17"):
        said("show", "17")
