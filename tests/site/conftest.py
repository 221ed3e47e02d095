import pytest

from tests.site.odd import Speaking, whole


@pytest.fixture
def speaking(tmp_path):
    """`speaking.put(catalogue)` puts it in the place of the site's own."""
    made = Speaking(tmp_path)
    yield made
    made.end()


@pytest.fixture
def odd_words(speaking):
    """The whole site in odd letters."""
    speaking.put(whole())
