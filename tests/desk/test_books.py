"""Briefing books: begun, filled, ordered, bound by a worker, taken away."""

import io
from http import HTTPStatus

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bench.sending import sent
from core import jobs
from core.history import acting
from core.jobs.models import Job
from core.models import SetAside
from records import custody
from records.models import Book, BookPart, BoundBook
from tests import factories
from tests.records.test_binding import pdf, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(client, people):
    user = factories.user("budi@desk.example.org", "secretariat")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def edition(people):
    return factories.issue(factories.meeting(outcomes=["Members agreed the agenda."]), audience="secretariat")


@pytest.fixture
def book(secretariat):
    answer = secretariat.post(
        "/prepare/records/books/", {"title": "Briefing", "occasion": "SOM 6", "marking": "Closed"}
    )
    assert answer.status_code == HTTPStatus.FOUND
    return Book.objects.get()


def page_of(book):
    return f"/prepare/records/books/{book.pk}/"


def bring(client, book, content, name="A_map.pdf"):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(f"{page_of(book)}add/", {"file": file}, follow=True)


def titles(book):
    return list(BookPart.objects.filter(book=book).order_by("position").values_list("title", flat=True))


def do(client, book, part, **what):
    return client.post(f"{page_of(book)}parts/{part.pk}/", {"version": part.version, **what})


def test_from_nothing_to_one_bound_pdf(secretariat, book, edition):
    assert "Nothing yet" in secretariat.get(page_of(book)).content.decode()
    assert secretariat.get(f"{page_of(book)}book.pdf").status_code == HTTPStatus.NOT_FOUND
    secretariat.post(f"{page_of(book)}add/", {"record": [str(edition.pk)]})
    bring(secretariat, book, pdf(2))
    _, brought = BookPart.objects.order_by("position")
    do(secretariat, book, brought, do="name", title="The map")
    brought.refresh_from_db()
    do(secretariat, book, brought, do="up")
    assert titles(book) == ["The map", f"{edition.card.reference}: {edition.card.title}"]

    answer = secretariat.post(f"{page_of(book)}bind/")
    job = Job.objects.get(task="records.bind")
    assert answer.url == job.get_absolute_url()
    assert "It is being bound" in secretariat.get(page_of(book)).content.decode()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.error) == ("done", page_of(book), "")

    response = secretariat.get(f"{page_of(book)}book.pdf")
    assert response["Content-Length"] == str(BoundBook.objects.get().size)
    content = b"".join(response)
    bound = BoundBook.objects.get()
    assert (len(content), response["Content-Length"]) == (bound.size, str(bound.size))
    said = texts(pypdf.PdfReader(io.BytesIO(content)))
    assert (len(said), "Members agreed the agenda" in " ".join(said)) == (bound.pages, True)
    assert f"Bound {bound.made_at:%-d %B %Y}" in secretariat.get(page_of(book)).content.decode()


def test_a_stale_page_changes_nothing(secretariat, book):
    bring(secretariat, book, pdf())
    bring(secretariat, book, pdf(), "B.pdf")
    part = BookPart.objects.get(title="B")
    do(secretariat, book, part, do="up")

    late = do(secretariat, book, part, do="name", title="C")
    assert (late.status_code, "Nothing is lost: both texts are kept" in late.text) == (HTTPStatus.CONFLICT, True)
    assert SetAside.objects.get(row=part.pk).fields[0]["mine"] == "C"
    assert titles(book) == ["B", "A map"]
    again = sent(late, mark="data-merge")
    assert again["do"] == ["name"]
    secretariat.post(f"{page_of(book)}parts/{part.pk}/", again)
    assert titles(book) == ["C", "A map"]
    stale = {"version": book.version, "title": "Another", "occasion": "", "marking": ""}
    assert secretariat.post(page_of(book), stale).status_code == HTTPStatus.FOUND
    assert secretariat.post(page_of(book), stale | {"title": "Lost"}).status_code == HTTPStatus.CONFLICT
    part.refresh_from_db()
    do(secretariat, book, part, do="out")
    assert titles(book) == ["A map"]


def test_who_takes_out_what_somebody_changed_is_told(secretariat, book):
    bring(secretariat, book, pdf())
    part = BookPart.objects.get()
    do(secretariat, book, part, do="name", title="The map of today")
    assert do(secretariat, book, part, do="out").status_code == HTTPStatus.CONFLICT
    assert titles(book) == ["The map of today"]


def test_who_renames_what_was_taken_out_keeps_the_words(secretariat, book):
    bring(secretariat, book, pdf())
    part = BookPart.objects.get()
    do(secretariat, book, part, do="out")
    late = do(secretariat, book, part, do="name", title="The map of today")

    assert (late.status_code, "was taken out of the book meanwhile" in late.text) == (HTTPStatus.CONFLICT, True)
    assert "The map of today" in late.text
    assert do(secretariat, book, BookPart(), do="name", title="x").status_code == HTTPStatus.NOT_FOUND


def test_what_cannot_go_in_is_refused_and_named(secretariat, book, edition):
    answer = bring(secretariat, book, b"hello", "notes.pdf")
    assert (answer.status_code, "notes.pdf: This is no PDF" in answer.content.decode()) == (409, True)
    assert secretariat.post(f"{page_of(book)}add/", {"record": "x"}).status_code == HTTPStatus.BAD_REQUEST
    assert secretariat.post(f"{page_of(book)}bind/").status_code == HTTPStatus.CONFLICT
    assert titles(book) == []


def test_a_record_withdrawn_meanwhile_is_not_bound(secretariat, book, edition, people):
    secretariat.post(f"{page_of(book)}add/", {"record": [str(edition.pk)]})
    custody.withdraw(edition, by=factories.user("anil@desk.example.org", "approver"), reason="Wrong")
    secretariat.post(f"{page_of(book)}bind/")
    job = Job.objects.get(task="records.bind")
    jobs.run(job.pk)
    job.refresh_from_db()

    assert (job.state, "was withdrawn" in job.error, BoundBook.objects.count()) == ("failed", True, 0)
    assert f'<a href="{page_of(book)}">' in secretariat.get(job.get_absolute_url()).text
    assert "It was not bound" in secretariat.get(page_of(book)).content.decode()


def bound_words(client, book):
    client.post(f"{page_of(book)}bind/")
    jobs.run(Job.objects.filter(task="records.bind").latest("asked_at").pk)
    reader = pypdf.PdfReader(io.BytesIO(b"".join(client.get(f"{page_of(book)}book.pdf"))))
    return " ".join(texts(reader))


def test_a_later_draft_is_not_said_to_be_in_force(secretariat, book):
    for number in (1, 2):
        factories.issue(factories.draft(number, text=f"# Purpose\n\nWords of {number}."))
    page = secretariat.get(page_of(book)).text
    assert (page.count("There is a later draft: "), "in force" in page) == (1, False)


def test_a_superseded_edition_says_so_and_the_later_one_is_taken(secretariat, book, edition):
    secretariat.post(f"{page_of(book)}add/", {"record": [str(edition.pk)]})
    meeting = edition.subject.meeting
    with acting(None, "for a test"):
        outcome = meeting.outcomes.get()
        outcome.text = "Members agreed nothing."
        outcome.save()
    later = factories.issue(meeting, reason="The text was corrected.")
    said = f"A later revision is in force: {later.card.reference}, Rev.1, "

    page = secretariat.get(page_of(book)).text
    assert (page.count(said), "Take the later one" in page) == (1, True)
    words = bound_words(secretariat, book)
    assert (words.count(said), "Members agreed the agenda" in words) == (2, True)  # contents and tab

    part = BookPart.objects.get()
    assert do(secretariat, book, part, do="later").status_code == HTTPStatus.FOUND
    assert do(secretariat, book, part, do="later").status_code == HTTPStatus.CONFLICT
    part.refresh_from_db()
    assert (part.edition, part.title) == (later, f"{later.card.reference}: {later.card.title}")
    assert do(secretariat, book, part, do="later").status_code == HTTPStatus.CONFLICT
    page = secretariat.get(page_of(book)).text
    assert (page.count(said), "Take the later one" in page) == (1, False)  # of the first, in the list to choose from
    assert "Members agreed nothing" in bound_words(secretariat, book)

    secretariat.post(f"{page_of(book)}add/", {"record": [str(edition.pk)]})
    refused = do(secretariat, book, BookPart.objects.get(edition=edition), do="later")
    assert (refused.status_code, "in the book already" in refused.text) == (HTTPStatus.CONFLICT, True)


def test_a_list_that_is_cut_off_says_so_and_where_it_goes_on(secretariat, book, edition, monkeypatch):
    for ordinal in (11, 12):
        factories.issue(factories.meeting(ordinal, outcomes=["Members agreed."]), audience="secretariat")
    assert "The latest" not in secretariat.get(page_of(book)).text
    monkeypatch.setattr("desk.views.books.FOUND", 2)
    page = secretariat.get(page_of(book)).text

    assert "The latest 2 of 3: narrow the list to see the others." in page
    assert f'action="{page_of(book)}#put-in"' in page
    assert "The latest" not in secretariat.get(page_of(book), {"words": "no such record"}).text


def test_whoever_moves_a_tab_comes_back_to_it(secretariat, book):
    for name in ("A.pdf", "B.pdf", "C.pdf"):
        bring(secretariat, book, pdf(), name)
    part = BookPart.objects.get(title="C")

    back = do(secretariat, book, part, do="up")
    page = secretariat.get(back.url).text
    assert back.url == f"{page_of(book)}?moved={part.pk}#up-{part.pk}"
    assert f'id="up-{part.pk}" aria-describedby="moved"' in page
    assert (page.count("Now tab 2 of 3"), page.count('aria-describedby="moved"')) == (1, 2)

    part.refresh_from_db()
    back = do(secretariat, book, part, do="up")
    page = secretariat.get(back.url).text
    assert back.url.endswith(f"#down-{part.pk}")  # at the edge there is no further up
    assert (f'id="down-{part.pk}"' in page, f'id="up-{part.pk}"' in page) == (True, False)
    assert "Now tab" not in secretariat.get(f"{page_of(book)}?moved=x").text


def test_a_worker_that_ends_in_the_middle_leaves_the_book_and_another_begins_anew(secretariat, book):
    bring(secretariat, book, pdf())
    secretariat.post(f"{page_of(book)}bind/")
    job = Job.objects.get(task="records.bind")
    asked = iter([False, True])
    with pytest.raises(jobs.running.TryAgain):
        jobs.run(job.pk, should_stop=lambda: next(asked))
    assert BoundBook.objects.count() == 0

    jobs.run(job.pk)
    assert BoundBook.objects.get().pages == 4
