"""The page of who looks after the site: what was kept when, and what waits."""

from __future__ import annotations

import datetime
from typing import Any

import rules
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseServerError
from django.template import loader
from django.utils import timezone
from django.views.generic import TemplateView

from bali_process import figures, probes
from core import replicas
from core.jobs.models import SEE_ALL, Job, State
from core.watching import seen
from records import keeping
from records.models import Checkpoint

BACKUP_LATE = datetime.timedelta(hours=30)
CHECKPOINT_LATE = datetime.timedelta(days=8)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django’s own, with the number under which the log has the error. Asks nothing of a database that may be away."""
    this = seen.current.get()
    page = loader.get_template("500.html").render({"number": this.id if this else ""})
    return HttpResponseServerError(page)


class KeepingView(TemplateView):
    """When the last good backup was, the last checkpoint, and whether anything waits. For administrators; to others it
    does not exist."""

    template_name = "keeping.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rules.has_perm(SEE_ALL, request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, rows = timezone.now(), Job.objects.visible_to(self.request.user)
        tried = rows.filter(task=keeping.TASK)
        good = tried.filter(state=State.DONE).order_by("-ended_at").first()
        failed = tried.filter(state=State.FAILED).order_by("-ended_at").first()
        since = good.ended_at if good else None
        checkpoint = Checkpoint.objects.last()
        folder = settings.BACKUP_DIR
        return super().get_context_data(**kwargs) | {
            "good": good,
            "is_late": since is None or now - since > BACKUP_LATE,
            "failed": failed if failed and failed.ended_at and (since is None or failed.ended_at > since) else None,
            "folder": folder,
            "kept": settings.BACKUP_KEEP,
            "backups": keeping.backups(folder) if folder and folder.is_dir() else [],
            "checkpoint": checkpoint,
            "checkpoint_is_late": checkpoint is None or now - checkpoint.made_at > CHECKPOINT_LATE,
            "beyond": figures.beyond_checkpoint(),
            "waiting": rows.filter(state=State.WAITING).count(),
            "failures": rows.filter(state=State.FAILED).count(),
            "looks": probes.looks(),
            "replicas": replicas.in_use(),
        }
