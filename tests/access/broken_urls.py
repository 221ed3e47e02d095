"""Views that fail in every way, for the headers of what is answered then."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from bali_process.urls import handler500  # noqa: F401  (Django looks for it here)
from bali_process.urls import urlpatterns as ours


def fails(error):
    @login_not_required
    def view(request):
        raise error

    return view


urlpatterns = [
    *ours,
    path("broken/", fails(ValueError("a fault"))),
    path("refused/", fails(PermissionDenied("Only others may."))),
    path("malformed/", fails(SuspiciousOperation("odd"))),
]
