"""The site as gunicorn loads it: once, before the processes that serve are forked from it.

What is loaded here stays for good. Looked at again by each collection of garbage, it would cost a page in seven a
quarter of a second; so the collector sleeps meanwhile, and leaves it out afterwards.
"""

import gc
import os

gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - after the collector sleeps
from django.urls import get_resolver  # noqa: E402 - the same

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bali_process.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # otherwise the first reader of each process waits for every view to be loaded

gc.freeze()
gc.enable()
