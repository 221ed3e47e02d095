"""Reference data as files: out as CSV and XLSX, in again line by line, seen before it is done."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportMixin
from import_export.fields import NOT_PROVIDED, Field
from import_export.formats.base_formats import CSV, XLSX, TablibFormat
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.resources import Diff, ModelResource
from import_export.tmp_storages import CacheStorage
from import_export.widgets import SimpleArrayWidget

from core.history import acting
from core.readable import UNREADABLE
from core.scanning import clean_of_malware
from core.watching import audit
from members.permissions import may_administer


class NotAsShownError(Exception):
    """The rows changed between what was shown and what was confirmed, or the file that was shown is gone."""


class NoSuchColumnError(Exception):
    """In words for who handed in the file."""


class KeptFile(CacheStorage):
    """The file that is looked at, kept where every process finds it when it is confirmed."""

    def read(self) -> Any:
        if (content := super().read()) is None:
            raise NotAsShownError
        return content


# What a spreadsheet runs, or takes for something else than words, where a cell begins with it.
_LIKE_A_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def guarded(cell: Any) -> Any:
    """The cell with an apostrophe before what looks like a formula, and before one that is there already: so that
    `plain` gives back the very words."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    return f"'{cell}" if cell.lstrip("'").startswith(_LIKE_A_FORMULA) else cell


def plain(cell: Any) -> Any:
    """What was meant by a cell, guarded or not."""
    is_guarded = isinstance(cell, str) and cell[:1] == "'" and cell.lstrip("'").startswith(_LIKE_A_FORMULA)
    return cell[1:] if is_guarded else cell


class Guarded(TablibFormat):
    """Out with every cell made harmless, in again as it was."""

    def export_data(self, dataset: Any, **kwargs: Any) -> Any:
        for _row in range(len(dataset)):
            dataset.append([guarded(cell) for cell in dataset.lpop()])
        return super().export_data(dataset, **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        dataset = super().create_dataset(in_stream, **kwargs)
        for _row in range(len(dataset)):
            dataset.append([plain(cell) for cell in dataset.lpop()])
        return dataset


class Table(Guarded, CSV):
    pass


class Workbook(Guarded, XLSX):
    pass


class CleanForm(ImportForm):
    """What is handed in is looked at by the scanner before anything else reads it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["import_file"].validators = [*self.fields["import_file"].validators, clean_of_malware]


class SeenForm(ConfirmImportForm):
    """`seen` names what was shown line by line: that is done, or nothing."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why this is imported"),
        max_length=100,
        help_text=gettext_lazy("Kept in the history of every row that changes."),
    )


def shown_by(result: Any) -> str:
    """The lines of a preview, what each does and says, as one short name."""
    lines = [(row.import_type, row.diff) for row in result.rows]
    return hashlib.sha256(json.dumps(lines, default=str).encode()).hexdigest()


class Exchanging(ImportExportMixin):
    """Comes in and goes out as CSV and XLSX: every line is shown before anything is written, all of it or nothing."""

    formats = [Table, Workbook]
    import_formats = [Table, Workbook]
    export_formats = [Table, Workbook]
    import_form_class = CleanForm
    confirm_form_class = SeenForm
    tmp_storage_class = KeptFile

    def has_import_permission(self, request: HttpRequest) -> bool:
        return may_administer(request.user)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return may_administer(request.user)

    def _do_file_export(self, file_format: Any, request: HttpRequest, queryset: Any, **options: Any) -> HttpResponse:
        audit.tell("exported", request, what=self.model._meta.label_lower)
        return super()._do_file_export(file_format, request, queryset, **options)

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        answer = super().import_action(request, **kwargs)
        shown = getattr(answer, "context_data", {})
        if form := shown.get("confirm_form"):
            form.initial["seen"] = shown_by(shown["result"])
            name = form.initial["original_file_name"]
            form.initial["reason"] = _("Imported from the file {name}").format(name=name)[:100]
        return answer

    def add_data_read_fail_error_to_form(self, form: ImportForm, e: Exception) -> None:
        form.add_error(
            "import_file", _("This is no such table. Hand in a CSV or an XLSX file, and choose which it is.")
        )

    def process_import(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reason = request.POST.get("reason", "")
        if "\ufffd" in reason:
            messages.error(request, str(UNREADABLE))
            return redirect("admin:{}_{}_import".format(*self.get_model_info()))
        try:
            with transaction.atomic(), acting(request.user, reason):
                return super().process_import(request, *args, **kwargs)
        except NotAsShownError:
            messages.error(
                request,
                _(
                    "Rows of this table changed after you looked at what would happen. Nothing was written: hand in "
                    "the file once more and look again."
                ),
            )
            return redirect("admin:{}_{}_import".format(*self.get_model_info()))

    def process_dataset(self, dataset: Any, form: SeenForm, request: HttpRequest, **kwargs: Any) -> Any:
        result = super().process_dataset(dataset, form, request, **kwargs)
        if shown_by(result) != form.cleaned_data["seen"]:
            raise NotAsShownError
        return result


class PlainDiff(Diff):
    """What an import will change, as marked words: django-import-export's own marks carry style attributes."""

    def as_html(self) -> list[SafeString]:
        pairs = zip(self.left, self.right, strict=False)
        return [self._marked("" if self.new and old != new else str(old), str(new)) for old, new in pairs]

    @staticmethod
    def _marked(old: str, new: str) -> SafeString:
        if old == new:
            return format_html("{}", new)
        removed = format_html("<del>{}</del> ", old) if old else ""
        return format_html("{}<ins>{}</ins>", removed, new)


class LinesWidget(SimpleArrayWidget):
    """A list with one entry a line, as in the forms: names may hold commas."""

    def __init__(self) -> None:
        super().__init__(separator="\n", coerce_to_string=True)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


def in_lines(attribute: str) -> Field:
    """A column that holds a list."""
    return Field(column_name=attribute, attribute=attribute, widget=LinesWidget())


class ReferenceResource(ModelResource):
    """Base of what goes in and out. A line equal to its row is skipped, so that twice changes nothing."""

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return PlainDiff

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Raises NoSuchColumnError where the column is missing that says which row a line means."""
        missing = [name for name in self.get_import_id_fields() if name not in (dataset.headers or ())]
        if missing:
            known = ", ".join(field.column_name for field in self.get_import_fields())
            told = _("The first line names no column “{missing}”. The columns are: {known}.")
            raise NoSuchColumnError(told.format(missing="”, “".join(missing), known=known))

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """An empty cell of Excel is no value at all, one of CSV an empty text; both mean that nothing is there."""
        for name, value in row.items():
            row[name] = "" if value is None else value

    def import_field(self, field: Field, instance: Any, row: Any, *args: Any, **kwargs: Any) -> None:
        """Forms end a line with CR LF, spreadsheets with LF: that alone changes nothing. Nor does an empty cell where
        something must stand: it would become what a new row begins with, "confirmed" where nobody confirmed it.
        """
        must_stand = field.default != NOT_PROVIDED and not callable(field.default) and field.default
        if must_stand and not instance._state.adding and row.get(field.column_name) == "":
            return
        before = field.get_value(instance)
        super().import_field(field, instance, row, *args, **kwargs)
        if isinstance(before, str) and before.splitlines() == str(field.get_value(instance)).splitlines():
            setattr(instance, field.attribute, before)

    class Meta:
        abstract = True
        exclude = ("id", "version")
        use_transactions = True
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
