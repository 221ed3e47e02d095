"""A book that is being bound and somebody who changes their mind, with transactions as they are."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.test import Client

from core import jobs
from core.jobs.models import Job
from records.models import Book, BoundBook
from tests import factories
from tests.desk.test_books import bring, page_of
from tests.records.test_binding import pdf


def press(client, address):
    answer = client.post(address)
    connection.close()
    return answer


def test_cancelled_while_it_is_bound_stops_and_leaves_the_book_as_it_was(own_database):
    client, elsewhere = Client(), Client()
    for browser in (client, elsewhere):
        browser.force_login(factories.preparer(), backend="django.contrib.auth.backends.ModelBackend")
    client.post("/prepare/records/books/", {"title": "Briefing", "occasion": "", "marking": ""})
    book = Book.objects.get()
    bring(client, book, pdf())
    bring(client, book, pdf(), "B.pdf")
    client.post(f"{page_of(book)}bind/")
    job = Job.objects.get(task="records.bind")
    looks = []

    def cancel_at_the_second():
        looks.append(1)
        if len(looks) == 2:
            with ThreadPoolExecutor(1) as other:
                other.submit(press, elsewhere, f"/jobs/{job.pk}/cancel/").result()
        return False

    jobs.run(job.pk, should_stop=cancel_at_the_second)
    job.refresh_from_db()

    assert (job.state, job.error, BoundBook.objects.count()) == ("cancelled", "Cancelled by Ana.", 0)
    assert len(looks) == 2  # not bound to the end and then thrown away
    assert "It is being bound" not in client.get(page_of(book)).text
    client.post(f"/jobs/{job.pk}/again/")
    jobs.run(job.pk)
    assert BoundBook.objects.get().pages == 6
