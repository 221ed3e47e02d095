import pytest
from django.test import override_settings


@pytest.fixture(autouse=True, scope="module")
def no_font_pack(tmp_path_factory):
    """What an administrator of this machine has added must not decide what these tests see."""
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("data")):
        yield
