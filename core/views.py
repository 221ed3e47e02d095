"""What is being done behind the pages: one's own; whoever looks after the site sees all."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

import rules
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from core import jobs
from core.jobs.models import SEE_ALL, Job


class JobListView(ListView):
    template_name = "jobs/job_list.html"
    context_object_name = "jobs"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Job]:
        return Job.objects.visible_to(self.request.user).select_related("by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        is_busy = any(not job.has_ended for job in context["jobs"])
        return context | {"sees_all": rules.has_perm(SEE_ALL, self.request.user), "is_busy": is_busy}


class JobDetailView(DetailView):
    template_name = "jobs/job_detail.html"
    context_object_name = "job"

    def get_queryset(self) -> QuerySet[Job]:
        return Job.objects.visible_to(self.request.user).select_related("by")


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    try:
        job = jobs.cancel(job, by=request.user)
    except jobs.CannotCancelError as error:
        return _refuse(request, job, error)
    messages.success(request, _("Cancelled.") if job.has_ended else _("It stops after the step it is at."))
    return redirect(job)


@require_POST
def again(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    try:
        job = jobs.run_again(job)
    except jobs.CannotRunAgainError as error:
        return _refuse(request, job, error)
    messages.success(request, _("It is run again."))
    return redirect(job)


def _refuse(request: HttpRequest, job: Job, error: Exception) -> HttpResponseBase:
    context = {"message": str(error), "back": job.get_absolute_url(), "back_words": "Back to the job"}
    return render(request, "409.html", context, status=HTTPStatus.CONFLICT)
