"""Letters: one a key, in the transaction they tell of, at least once under one Message-ID, and no hostile head."""

import socket
import threading

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from core import jobs, mail
from core.jobs.models import Job
from core.jobs.running import TryAgain
from core.mail import services
from core.mail.models import Delivery, Letter

pytestmark = pytest.mark.django_db
TO = "focal@sri-lanka.example.org"


def send(key="clearance:1", **changes):
    words = {"to": TO, "subject": "Draft record of AHG SOM 10", "body": "Please read it.\n"} | changes
    return mail.send_later("a.letter", **words, key=key)


def run(letter):
    jobs.run(Job.objects.get(key=f"mail:{letter.pk}").pk)


def test_a_letter_is_sent_once_with_its_own_message_id():
    letter = send()
    assert outbox.outbox == []
    run(letter)
    run(letter)

    [sent] = outbox.outbox
    letter.refresh_from_db()
    message = sent.message()
    assert (sent.to, sent.subject, sent.body) == ([TO], "Draft record of AHG SOM 10", "Please read it.\n")
    assert (message["Message-ID"], message["Auto-Submitted"]) == (f"<{letter.pk}@localhost>", "auto-generated")
    assert letter.sent_at is not None
    assert list(Delivery.objects.values_list("letter", "answer")) == [(letter.pk, "")]


def test_the_same_key_sends_one_letter():
    assert send() == send(subject="Another")
    assert (Letter.objects.count(), Job.objects.count()) == (1, 1)


def test_a_letter_is_not_sent_where_the_act_it_tells_of_is_rolled_back():
    with transaction.atomic():
        send()
        transaction.set_rollback(True)

    assert (Letter.objects.count(), Job.objects.count()) == (0, 0)


def test_a_secret_letter_is_forgotten_when_it_is_sent():
    letter = send(body="https://records.example.org/token/", is_secret=True)
    run(letter)
    letter.refresh_from_db()

    assert outbox.outbox[0].body == "https://records.example.org/token/"
    assert letter.body == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "a@example.org\nBcc: b@example.org"},
        {"to": "a@example.org, b@example.org"},
        {"to": "A <a@example.org>"},
        {"to": "nobody"},
        {"subject": "Hello\r\nBcc: b@example.org"},
        {"subject": "Hello\u2028there"},
        {"subject": "\x00"},
        {"subject": "  "},
        {"subject": "x" * 251},
        {"subject": "\ud800"},
        {"body": "half \udc00 of one"},
        {"body": "\x00"},
    ],
)
def test_hostile_heads_and_bodies_are_refused(changes):
    with pytest.raises(mail.CannotSendError, match=r"[A-Z].*\."):
        send(**changes)

    assert Letter.objects.count() == 0


@pytest.mark.parametrize("changes", [{"subject": "a\nb"}, {"to": "a@example.org\nBcc: b@example.org"}])
def test_the_database_refuses_a_second_line(changes):
    row = Letter(**{"key": "k", "kind": "k", "to": TO, "subject": "s", "body": "b"} | changes)

    with pytest.raises(IntegrityError, match="letter_head_has_no_second_line"), transaction.atomic():
        row.save()


class Server:
    """A mail server on this machine that answers as it is told; it speaks just enough SMTP."""

    def __init__(self, *answers_to_recipients):
        self.answers = list(answers_to_recipients)
        self.received = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        for answer in self.answers:
            connection, _ = self.listener.accept()
            with connection, connection.makefile("rwb", buffering=0) as stream:
                stream.write(b"220 ready\r\n")
                self._talk(stream, answer)
        self.listener.close()

    def _talk(self, stream, answer):
        while line := stream.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"RCPT":
                stream.write(answer + b"\r\n")
            elif word == b"DATA":
                stream.write(b"354 go on\r\n")
                text = b""
                while (part := stream.readline()) != b".\r\n":
                    text += part
                self.received.append(text.decode())
                stream.write(b"250 taken\r\n")
            elif word == b"QUIT":
                stream.write(b"221 bye\r\n")
                return
            else:
                stream.write(b"250 ok\r\n")


def by_smtp(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def test_a_server_that_is_busy_is_asked_again_and_the_log_says_so(settings):
    server = Server(b"451 try later", b"250 ok")
    by_smtp(settings, server.port)
    letter = send()
    with pytest.raises(TryAgain) as again:
        run(letter)
    run(letter)

    assert again.value.seconds == 10
    assert list(Delivery.objects.values_list("answer", flat=True)) == ["451 try later", ""]
    assert f"Message-ID: <{letter.pk}@localhost>" in server.received[0]


def test_a_server_that_is_not_there_is_asked_again(settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    by_smtp(settings, port)

    with pytest.raises(TryAgain):
        run(send())

    assert "refused" in Delivery.objects.get().answer


def test_an_address_that_is_refused_for_good_fails_in_words(settings):
    by_smtp(settings, Server(b"550 no such mailbox").port)
    letter = send()
    run(letter)

    job = Job.objects.get(key=f"mail:{letter.pk}")
    assert (job.state, job.error) == ("failed", "The mail server refuses this address: 550 no such mailbox")
    assert Letter.objects.unsent().count() == 1


def test_killed_between_the_answer_and_the_commit_it_is_sent_again_under_the_same_id(monkeypatch):
    letter = send()
    create = Delivery.objects.create
    monkeypatch.setattr(Delivery.objects, "create", lambda **fields: 1 / 0)
    job = Job.objects.get(key=f"mail:{letter.pk}")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.send.function(None, letter=str(letter.pk))
    monkeypatch.setattr(Delivery.objects, "create", create)
    jobs.run(job.pk)

    ids = [sent.message()["Message-ID"] for sent in outbox.outbox]
    assert ids == [f"<{letter.pk}@localhost>"] * 2


def test_what_is_written_is_plain_text_and_its_subject_one_line(tmp_path, settings):
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "try.txt").write_text("Draft of {{ title }}\n\nRead “{{ title }}” & say so.\n{{ text }}\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    subject, body = mail.write("try", {"title": "<b>Tenth</b>\nBcc: x@example.org", "text": "One\nTwo"})

    assert subject == "Draft of <b>Tenth</b> Bcc: x@example.org"
    assert body == "Read “<b>Tenth</b>\nBcc: x@example.org” & say so.\nOne\nTwo\n"
