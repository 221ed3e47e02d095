import pytest

from desk.reading import services
from tests.desk import world


@pytest.fixture
def people(db):
    return world.make()


@pytest.fixture
def ana(people):
    return people["ana"]


@pytest.fixture
def reading(ana):
    return services.receive_text(world.SUMMARY, by=ana).reading


@pytest.fixture
def meeting(people):
    return world.plain_meeting()


@pytest.fixture
def as_(client, people):
    """`as_("ana")` is a browser in which Ana is signed in."""

    def sign_in(name):
        client.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
