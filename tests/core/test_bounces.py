"""Letters that came back: read from what mail servers write, once, and nothing else taken for it."""

import mailbox

import pytest
from django.core.management import call_command

from core import mail
from core.mail import Bounce
from core.mail.bounces import reported

pytestmark = pytest.mark.django_db
REPORT = """From: MAILER-DAEMON@mx.example.org
To: records@example.org
Date: Wed, 03 Feb 2016 09:40:00 +0700
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; focal@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
 user here
--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: For clearance
--b--
"""


@pytest.fixture
def letter():
    return mail.send_later("clearance.invitation", "focal@example.org", "For clearance", "Words.", key="one")


def report(letter, action="failed"):
    return REPORT.format(message_id=letter.message_id, action=action).encode()


def test_a_report_of_failure_is_recorded_beside_its_letter_once(letter):
    assert [bounce.letter for bounce in mail.take_in(report(letter))] == [letter]
    assert mail.take_in(report(letter)) == []

    bounce = Bounce.objects.get()
    assert bounce.words == "smtp; 550 5.1.1 no such user here"
    assert bounce.at.isoformat() == "2016-02-03T02:40:00+00:00"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00", b"Subject: Out of office\n\nI am away.", b"From: a\nTo: b\n\nRe"]
)
def test_replies_and_rubbish_are_no_bounce(content):
    assert reported(content) is None


def test_a_delay_is_no_bounce_and_a_letter_of_others_neither(letter):
    assert mail.take_in(report(letter, "delayed")) == []
    others = report(letter).replace(str(letter.pk).encode(), b"00000000-0000-0000-0000-000000000000")
    assert mail.take_in(others) == []


def test_a_mailbox_is_read_by_a_command(letter, tmp_path, capsys):
    box = mailbox.mbox(tmp_path / "inbox")
    for content in (report(letter), b"Subject: Hello\n\nWords."):
        box.add(content)
    box.close()

    call_command("read_bounces", str(tmp_path / "inbox"))
    assert capsys.readouterr().out == "focal@example.org: smtp; 550 5.1.1 no such user here\n1 letters came back.\n"
