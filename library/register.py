"""What a reader may ask the register for, and its rows as tables. The filter is the address; nothing is kept."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.dates import last_day
from core.text import date_words
from core.translating import lazy_
from library.directory import Directory
from recommendations.permissions import meant
from recommendations.standing import WORDS
from records.directory import capacity_on
from records.exports.tables import harmless
from records.models import RegisterEntry
from records.render import Paper, PaperTable
from records.render.text import shortened
from records.search.query import parse

STATES: list[tuple[str, Any]] = [(name, words) for name, words in WORDS.items() if name != "withdrawn"]
STATES = [*STATES[:3], ("overdue", _("Overdue")), *STATES[3:], ("withdrawn", _("Withdrawn"))]
FOLLOW_UPS = [("action", _("Action")), ("standing", _("Standing")), ("none", _("No follow-up needed"))]
_CHIPS = {
    "to": lazy_("To {words}"),
    "participant": lazy_("Asked of {words}"),
    "meeting": lazy_("Submitted to {words}"),
    "due": lazy_("Due by {words}"),
}
AGES = [("1", _("Under a year")), ("2", _("One or two years")), ("5", _("Three to five years")), ("older", _("Older"))]
_YEARS = {"1": (0, 1), "2": (1, 3), "5": (3, 6), "older": (6, None)}
_CODE = re.compile(r"(?P<reference>.+?)\s*[/,\s]\s*R(?P<number>\d{1,6})", re.IGNORECASE)
_REFERENCE = re.compile(r"[A-Z][A-Z -]*\s\d{1,4}", re.IGNORECASE)
HEADINGS = (
    "Code", "Recommendation", "Verb", "Put to", "Submitted to", "Area", "Made", "Due", "Follow-up", "State",
    "Last event", "Status",
)  # fmt: skip
ON_PAPER = ("Code", "Recommendation", "Put to", "State")


class RegisterForm(forms.Form):
    """What is not well formed is left out, with a sentence; the rest still filters."""

    q = forms.CharField(required=False, max_length=200)
    state = forms.MultipleChoiceField(required=False, choices=STATES)
    to = forms.CharField(required=False, max_length=100)
    participant = forms.CharField(required=False, max_length=100)
    meeting = forms.CharField(required=False, max_length=80)
    verb = forms.CharField(required=False, max_length=60)
    area = forms.CharField(required=False, max_length=100)
    follow_up = forms.ChoiceField(required=False, choices=[("", _("Any")), *FOLLOW_UPS])
    due = forms.RegexField(
        re.compile(rf"^(\d{{4}}(-\d{{2}}(-\d{{2}})?)?|{_REFERENCE.pattern})$", re.IGNORECASE),
        required=False,
        max_length=80,
        error_messages={
            "invalid": _("When it is due was left out: write 2027-06-30, 2027-06, 2027, or a meeting: SOM 7.")
        },
    )
    age = forms.ChoiceField(required=False, choices=[("", _("Any")), *AGES])

    def __init__(self, sent: Any, directory: Directory) -> None:
        """Names typed for delegations and areas are looked up in the directory that this reader may read."""
        clean = {name: sent.get(name, "").replace("\x00", " ").strip() for name in self.base_fields if name != "state"}
        super().__init__(clean | {"state": sent.getlist("state")})
        self.directory = directory
        self.is_valid()
        self.wanted = {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def faults(self) -> list[str]:
        said = []
        for name, faults in self.errors.items():
            own = name == "due"
            said += [
                str(fault)
                if own
                else gettext("“{replace}” was left out: {fault}").format(replace=name.replace("_", " "), fault=fault)
                for fault in faults
            ]
        return said

    def conditions(self, on: datetime.date) -> Q:
        wanted, found = self.wanted, Q()
        if "to" in wanted:
            found &= Q(participants__contains=[self._slug(wanted["to"])])
        if "participant" in wanted:
            found &= Q(participants__overlap=sorted(self._meant(wanted["participant"], on)))
        if "meeting" in wanted:
            found &= Q(put_to__contains=[_reference(wanted["meeting"])])
        if "verb" in wanted:
            found &= Q(verb=wanted["verb"].casefold())
        if "area" in wanted:
            found &= Q(area=self._area(wanted["area"]))
        if "follow_up" in wanted:
            found &= Q(follow_up=wanted["follow_up"])
        if "due" in wanted:
            day = _last_day(wanted["due"])
            found &= Q(due_on__lte=day) if day else Q(due_at=_reference(wanted["due"]))
        if "age" in wanted:
            found &= _of_age(wanted["age"], on)
        return found

    def found(self, entries: Any, now: datetime.datetime) -> Any:
        """`entries` narrowed to what is wanted."""
        on = now.date()
        entries = entries.filter(self.conditions(on))
        if "state" in self.wanted:
            entries = entries.in_state(self.wanted["state"], on, now)
        return _said(entries, self.wanted["q"]) if "q" in self.wanted else entries

    def _slug(self, typed: str) -> str:
        names = {name.casefold(): slug for slug, name in self.directory.names.items()}
        return names.get(typed.casefold()) or slugify(typed)

    def _meant(self, typed: str, on: datetime.date) -> set[str]:
        """Itself, and the collectives to which it belongs on a day, as the directory of this reader tells."""
        slug = self._slug(typed)
        listed = next((one for one in self.directory.participants if one.slug == slug), None)
        held = capacity_on(listed, settings.PROCESS_BODY, on) if listed else None
        return meant(slug, listed.kind if listed else "", {held.capacity} if held else set())

    def _area(self, typed: str) -> str:
        names = {area.name.casefold(): area.slug for area in self.directory.areas}
        return names.get(typed.casefold()) or slugify(typed)

    def address(self, **changes: Any) -> str:
        query = {name: value for name, value in (self.wanted | changes).items() if value}
        return f"?{urlencode(query, doseq=True)}" if query else "?"

    @property
    def chips(self) -> list[dict[str, str]]:
        """The filters that are on, in words, each with the address that takes it off."""
        found = []
        for name, value in self.wanted.items():
            if name == "state":
                for state in value:
                    rest = [other for other in value if other != state] or None
                    found.append({"words": str(dict(STATES)[state]), "address": self.address(state=rest)})
                continue
            words = dict([*FOLLOW_UPS, *AGES]).get(value, value) if name in ("follow_up", "age") else value
            label = _CHIPS[name].format(words=words) if name in _CHIPS else str(words)
            found.append({"words": label, "address": self.address(**{name: None})})
        return found


def _reference(typed: str) -> str:
    return " ".join(typed.upper().split())


def _last_day(iso: str) -> datetime.date | None:
    try:
        return last_day(iso)
    except ValueError:
        return None


def _of_age(age: str, on: datetime.date) -> Q:
    youngest, oldest = _YEARS[age]
    found = Q(made_on__lte=on - datetime.timedelta(days=365 * youngest))
    return found & Q(made_on__gt=on - datetime.timedelta(days=365 * oldest)) if oldest else found


def _said(entries: Any, typed: str) -> Any:
    """By code ("AHG SOM 10/R3"), by the meeting that made it ("AHG SOM 10"), or by words."""
    code = _CODE.fullmatch(typed)
    if code:
        return entries.filter(reference__iexact=code["reference"], number=int(code["number"]))
    if _REFERENCE.fullmatch(typed):
        return entries.filter(reference=typed.upper())
    query = parse(typed).tsquery
    return entries.matching(query) if query else entries.none()


def row(entry: RegisterEntry, now: datetime.datetime) -> tuple[str, ...]:
    """The cells under HEADINGS."""
    due = ", ".join(filter(None, [entry.due_at, date_words(entry.due_on.isoformat()) if entry.due_on else ""]))
    state = entry.state_words(now.date()) + (", overdue" if entry.is_overdue(now) else "")
    return (
        entry.name,
        entry.text,
        entry.verb,
        "; ".join(entry.addressees),
        "; ".join(entry.put_to),
        entry.area_name,
        date_words(entry.made) if entry.made else "Not known",
        due,
        str(dict(FOLLOW_UPS)[entry.follow_up]),
        state,
        entry.last,
        entry.edition.card.notice,
    )


def as_csv(entries: Iterable[RegisterEntry], now: datetime.datetime) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, a row at a time."""
    yield "\ufeff".encode()
    yield csv_line(HEADINGS)
    for entry in entries:
        yield csv_line(row(entry, now))


def csv_line(cells: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return text.getvalue().encode()


def paper(entries: list[RegisterEntry], form: RegisterForm, now: datetime.datetime, *, is_cut: bool) -> Paper:
    """The register as a sheet: code, words, to whom, and where it stands."""
    on = now.date()
    asked = ", ".join(chip["words"] for chip in form.chips)
    rows: list[tuple[str, ...]] = [
        (
            entry.name,
            shortened(entry.text, 600),
            "; ".join(entry.addressees),
            f"{entry.state_words(on)}{', overdue' if entry.is_overdue(now) else ''}\n{entry.last}".strip(),
        )
        for entry in entries
    ]
    remark = f"Only the first {len(rows)} are printed. Narrow the register, or take the CSV." if is_cut else ""
    return Paper(
        process=settings.PROCESS_NAME,
        kind="Register of recommendations",
        title="Recommendations" + (f": {asked}" if asked else ""),
        as_of=on.isoformat(),
        standing=standing_of(entries),
        identity=[("As of", date_words(on.isoformat()), False), *_warnings(entries)],
        tables=[PaperTable(f"{len(rows)} in this list", ON_PAPER, rows, remark, layout="register")],
    )


def standing_of(rows: Iterable[Any]) -> str:
    """What must stand on every sheet: the marking of all, and that nobody cleared the words of some."""
    return " · ".join(filter(None, [settings.RECORD_MARKING, *_notices(rows)]))


def _notices(rows: Iterable[Any]) -> list[str]:
    return sorted({each.edition.card.notice for each in rows})


def _warnings(rows: Iterable[Any]) -> list[tuple[str, str, bool]]:
    said = " · ".join(filter(None, _notices(rows)))
    told = [("Marking", settings.RECORD_MARKING, True), ("Clearance", said, True)]
    return [row for row in told if row[1]]


def in_force_paper(spans: list[Any], words: str, day: datetime.date, *, is_cut: bool = False) -> Paper:
    """What is in effect after what `words` name, without them on a day; under the meetings that made it."""
    tables: dict[str, list[tuple[str, ...]]] = {}
    for span in spans:
        text = "\n".join(f"{label} {line}".strip() for label, line in span.lines)
        mark = f"(Rev. {span.mark})" if span.mark else ""
        tables.setdefault(span.reference, []).append((f"{span.code} {mark}".strip(), text))
    return Paper(
        process=settings.PROCESS_NAME,
        kind="Recommendations in effect",
        title=f"In effect after {words}" if words else f"In effect on {date_words(day.isoformat())}",
        as_of=day.isoformat(),
        standing=standing_of(spans),
        identity=[
            ("On", date_words(day.isoformat()), False),
            *([("Not whole", f"Only the first {len(spans):,} are printed.", True)] if is_cut else []),
            *_warnings(spans),
        ],
        tables=[
            PaperTable(reference, ("Code", "Recommendation"), rows, layout="led") for reference, rows in tables.items()
        ] or [PaperTable("Recommendations", (), [], "None was in effect on that day.")],
    )  # fmt: skip
