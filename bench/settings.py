"""The site's settings, with the bench's reference pages beside it."""

from bali_process.settings import *  # noqa: F403  # every setting but the two below is the site's own
from bali_process.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"] = [BASE_DIR / "templates", BASE_DIR / "bench" / "templates"]
