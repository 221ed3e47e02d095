"""How long records are kept: decided by an administrator, kind by kind."""

from http import HTTPStatus

import pytest

from core.models import StaleVersion
from records import custody
from records.models import RetentionSchedule
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/prepare/records/retention/"


@pytest.fixture
def administrator(client, people):
    user = factories.user("adam@desk.example.org", "administrator")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_kind_is_decided_on_and_the_decision_changed(administrator, django_assert_num_queries):
    assert administrator.get(PAGE).content.decode().count("Undecided") == 4
    decided = {"meeting-years": "10", "meeting-authority": "Rule 12"}
    administrator.post(f"{PAGE}meeting/", decided)
    page = administrator.get(PAGE).content.decode()
    assert (page.count("Undecided"), "Kept for 10 years from the day of issue: Rule 12" in page) == (3, True)

    version = RetentionSchedule.objects.get().version
    administrator.post(f"{PAGE}meeting/", decided | {"meeting-years": "", "meeting-version": version})
    assert "Kept for ever: Rule 12" in administrator.get(PAGE).content.decode()
    late = administrator.post(f"{PAGE}meeting/", decided | {"meeting-version": version})
    assert late.status_code == HTTPStatus.CONFLICT


def test_a_first_decision_that_comes_second_is_shown_beside_the_first(administrator):
    decided = {"meeting-years": "10", "meeting-authority": "Rule 12"}
    administrator.post(f"{PAGE}meeting/", decided)
    late = administrator.post(f"{PAGE}meeting/", {"meeting-years": "20", "meeting-authority": "Rule 13"})

    assert late.status_code == HTTPStatus.CONFLICT
    assert "Rule 12" in late.text
    assert "Rule 13" in late.text
    assert RetentionSchedule.objects.get().years == 10


def test_of_two_first_decisions_at_once_one_is_taken(administrator):
    by = factories.user("ada@desk.example.org", "administrator")
    custody.decide(RetentionSchedule(kind="meeting", years=10, authority="Rule 12"), by=by)
    with pytest.raises(StaleVersion):
        custody.decide(RetentionSchedule(kind="meeting", years=20, authority="Rule 13"), by=by)


@pytest.mark.parametrize("sent", [{"meeting-years": "0"}, {"meeting-years": "many"}, {"meeting-authority": ""}])
def test_a_decision_without_sense_is_refused_and_shown_again(administrator, sent):
    answer = administrator.post(f"{PAGE}meeting/", {"meeting-years": "10", "meeting-authority": "Rule 12"} | sent)
    assert (answer.status_code, RetentionSchedule.objects.count()) == (HTTPStatus.UNPROCESSABLE_ENTITY, 0)


def test_there_is_no_kind_but_ours(administrator):
    assert administrator.post(f"{PAGE}poem/", {}).status_code == HTTPStatus.NOT_FOUND


def test_a_refused_change_leaves_what_is_told_as_it_was_decided(administrator):
    administrator.post(f"{PAGE}meeting/", {"meeting-years": "30", "meeting-authority": "Rule 12"})
    version = RetentionSchedule.objects.get().version
    sent = {"meeting-years": "7", "meeting-authority": "", "meeting-version": version}
    page = administrator.post(f"{PAGE}meeting/", sent).text

    assert "Kept for 30 years from the day of issue: Rule 12" in page
    assert "Kept for 7 years" not in page
    assert 'value="7"' in page
    assert page.index('id="k-meeting"') < page.index('id="k-document"')
