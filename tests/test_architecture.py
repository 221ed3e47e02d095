"""Conventions that a machine can hold. Where a check sees less than the rule it stands for, it says so."""

import ast
import re
import subprocess
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.constraints import BaseConstraint

from core.models import AuditedQuerySet, Versioned

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["bali_process", "library", "desk", "records", "recommendations", "strategy", "meetings", "members", "core"]
DESK_APPS = {"members", "meetings", "recommendations", "strategy"}
MAX_LINES = 400

# Rows that are not desk rows: issued (immutable by trigger), projected (disposable), half typed, or Django's own user.
NOT_VERSIONED = {
    "Subject", "Key", "Edition", "EditionContent", "Release", "Rendition", "LedgerEntry",
    "Card", "Enclosure", "File", "FilePage", "Passage", "AttendanceIndex", "SearchEntry", "Freshness",
    "DirectoryEntry", "FocusEntry", "RegisterEvent", "RegisterEntry", "InForce",
    "Checkpoint", "Proof", "Withdrawal", "Disposal", "BoundBook",
    "FormDraft",
    "SetAside", "Presence",
    "Job",
    "Letter", "Delivery", "Bounce",
    "Following",  # what one reader chose for herself
    "User",
}  # fmt: skip


def tracked(*suffixes):
    """Files of the project by git, with one of the suffixes (all files without any)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return sorted(path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes))


def modules():
    """Python of the application itself: no tests, no migrations."""
    return [
        path
        for path in tracked(".py")
        if path.relative_to(ROOT).parts[0] in {*PACKAGES, "runner"} and "migrations" not in path.parts
    ]


@cache
def parsed(text):
    """One tree for each text: the conventions read the same few hundred modules, and look without changing them."""
    return ast.parse(text)


def tree_of(path):
    return parsed(path.read_text("utf-8"))


def name_of(path):
    return str(path.relative_to(ROOT))


def our_models():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in PACKAGES and not model.__name__.startswith("Historical")
    ]


def desk_models():
    return [model for model in our_models() if model._meta.app_label in DESK_APPS]


# --- rows --------------------------------------------------------------------------------------------------------


def test_every_row_is_versioned_or_has_a_reason_not_to_be():
    unversioned = {model.__name__ for model in our_models() if not issubclass(model, Versioned)}
    assert unversioned == NOT_VERSIONED


def test_every_audited_row_has_a_history_that_knows_its_change():
    for model in [*(m for m in our_models() if issubclass(m, Versioned)), apps.get_model("members", "User")]:
        assert hasattr(model, "history"), model
        assert "change_id" in {field.name for field in model.history.model._meta.get_fields()}, model


def test_audited_rows_refuse_bulk_writes():
    for model in our_models():
        if issubclass(model, Versioned):
            assert isinstance(model._default_manager.get_queryset(), AuditedQuerySet), model


def test_every_constraint_has_a_name_and_a_sentence():
    for model in desk_models():
        for constraint in model._meta.constraints:
            assert constraint.name, model
            assert constraint.violation_error_message != BaseConstraint.default_violation_error_message, constraint.name
            assert re.fullmatch(r"[A-Z].*\.", str(constraint.violation_error_message)), constraint.name


def fields_in(condition):
    if not isinstance(condition, Q):
        return set()
    found = set()
    for child in condition.children:
        found |= {child[0].split("__")[0]} if isinstance(child, tuple) else fields_in(child)
    return found


def test_who_and_when_travel_together():
    """`accepted_at` beside `accepted_by`, either of them nullable: a check constraint names both."""
    pairs = 0
    for model in our_models():
        names = {field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)}
        for name, when in names.items():
            who = names.get(f"{name.removesuffix('_at')}_by") if name.endswith("_at") else None
            if who is None or not (when.null or who.null):
                continue
            pairs += 1
            tied = [c for c in model._meta.constraints if {name, who.name} <= fields_in(getattr(c, "condition", None))]
            assert tied, f"{model.__name__}: no constraint ties {name} to {who.name}"
    assert pairs >= 3


# --- modules -----------------------------------------------------------------------------------------------------


def test_modules_can_be_read_in_one_sitting():
    long = {name_of(path): n for path in modules() if (n := len(path.read_text("utf-8").splitlines())) > MAX_LINES}
    assert long == {}


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]


def chain(node):
    """Names of an expression such as `Card.objects.readable_by(user).meetings()`, from the left."""
    names = []
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return [*([node.id] if isinstance(node, ast.Name) else []), *reversed(names)]


def test_no_silent_writes():
    """No `bulk_create`/`bulk_update` of audited rows, and no `update()` in a chain that starts at a manager.

    What the check cannot see (a QuerySet handed around by name), AuditedQuerySet refuses when it runs. Projections are
    disposable and written in bulk on purpose; proofs are derived from the
    ledger and never changed; an archive is taken in as it was, with one entry of history for each row.
    """
    found = []
    for path in modules():
        if name_of(path) in (
            "records/projections.py",
            "records/file_texts.py",
            "records/measuring.py",
            "records/register/keeping.py",
            "records/proof/checkpoints.py",
            "records/archive/reading.py",
        ):
            continue
        for call in calls(tree_of(path)):
            names = chain(call)
            if call.func.attr in ("bulk_create", "bulk_update") or (call.func.attr == "update" and "objects" in names):
                found.append(f"{name_of(path)}:{call.lineno}")
    assert found == []


# --- views -------------------------------------------------------------------------------------------------------

GATES = {"visible_to", "readable_by", "current_for", "none"}

# Reference data has no audience: whoever comes to the view may know all of it.
REFERENCE = {"Participant", "Series", "Area", "Abbreviation"}

# Queries that pass no gate, and why they may. One that is no longer there makes the test fail.
EXCEPTIONS = {
    ("library/views/changes.py", "EditionContent.objects.in_bulk"): "words of two editions that passed the gate",
    ("library/drafts.py", "EditionContent.objects.in_bulk"): "words of drafts that passed the gate",
    ("library/views/api.py", "Release.objects.filter.order_by"): "when an edition that passed the gate was released",
    (
        "desk/views/readings.py",
        "Reading.objects.select_related.get",
    ): "the row whose save was refused, as it stands now",
    ("library/editions.py", "EditionContent.objects.filter.first"): "words of an edition that passed the gate",
    (
        "library/editions.py",
        "Rendition.objects.filter",
    ): "the one file whose key passed the gate; its bytes come in rows",
    ("library/views/downloads.py", "Enclosure.objects.filter"): "as above",
    ("library/facets.py", "AttendanceIndex.objects.filter.exclude"): "of editions whose cards passed the gate",
    ("library/facets.py", "SearchEntry.objects.filter.exclude.values_list"): "as above",
    ("library/forms.py", "AttendanceIndex.objects.filter"): "of the edition of a card that passed the gate",
    ("library/forms.py", "SearchEntry.objects.filter"): "as above",
    ("library/letters.py", "Following.objects.filter.delete"): "the reader's own row, or by its random token",
    ("library/letters.py", "Following.objects.filter.values_list"): "whom the job of letters writes to",
    ("library/letters.py", "Following.objects.filter.values_list.first"): "the reader's own row",
    ("library/letters.py", "Following.objects.select_for_update.select_related.filter.first"): "as the job of letters",
    ("library/letters.py", "Following.objects.update_or_create"): "the reader's own row",
    ("library/matrix.py", "AttendanceIndex.objects.filter.order_by"): "of editions whose cards passed the gate",
    ("library/waiting.py", "Comment.objects.filter"): "of the reader's own delegation, in rounds that pass the gate",
}


def gated_modules():
    """The whole reading side, and the views of the desk."""
    return [
        path
        for path in modules()
        if path.relative_to(ROOT).parts[0] == "library"
        or (path.relative_to(ROOT).parts[0] == "desk" and "views" in path.parts)
    ]


def ungated(tree):
    """Chains from a manager without a gate, and models handed to get_object_or_404 whole."""
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager"):
            top = node
            while isinstance(parents.get(top), ast.Attribute) or (
                isinstance(parents.get(top), ast.Call) and parents[top].func is top
            ):
                top = parents[top]
            names = chain(top)
            if not GATES & set(names) and names[0] not in REFERENCE:
                yield node.lineno, ".".join(names)
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id.startswith("get_object_or_404")
        ):
            first = node.args[0]
            if isinstance(first, ast.Name) and first.id[:1].isupper():
                yield node.lineno, f"get_object_or_404({first.id})"


def test_views_reach_rows_only_through_a_gate():
    """On the reading side and in the views of the desk a query begins at `visible_to`, `readable_by` or `current_for`.

    The check sees chains that start at a manager. It does not see rows reached from another row (`meeting.outcomes`):
    those came through the gate of the row they hang on.
    """
    assert gated_modules()
    found = {(name_of(path), what) for path in gated_modules() for _, what in ungated(tree_of(path))}
    assert found == set(EXCEPTIONS)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("Card.objects.readable_by(user).first()", False),
        ("Card.objects.meetings().current_for(user)", False),
        ("Card.objects.all()", True),
        ("type(form.instance).objects.filter(pk=pk)", True),
        ("Series.objects.all()", False),
        ("get_object_or_404(Meeting, pk=1)", True),
        ("get_object_or_404(Meeting.objects.visible_to(user), pk=1)", False),
    ],
)
def test_the_check_of_gates_sees_what_it_should(code, seen):
    assert bool(list(ungated(ast.parse(code)))) is seen


# Behind the views: how often each module narrows by who asks. No page can show that one is gone, for the view in front
# refuses first; whoever takes one away says so here.
SECOND_GATES = {
    "desk/forms/planning.py": 1,
    "desk/history/services.py": 1,
    "desk/importing.py": 2,
    "desk/incoming/services.py": 1,
    "desk/matters.py": 4,
    "desk/meeting_services.py": 3,
    "desk/packing.py": 2,
    "desk/publishing.py": 2,
    "desk/reading/services.py": 1,
    "desk/worklist.py": 5,
    "records/asked.py": 5,
}


def test_gates_behind_the_views_stand():
    behind = [path for path in modules() if name_of(path).startswith("desk/") and "views" not in path.parts]
    found = Counter(
        name_of(path)
        for path in [*behind, ROOT / "records" / "asked.py"]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in GATES - {"none"} and node.args
    )
    assert found == SECOND_GATES


# Pages of *Prepare a meeting* for whoever is signed in, and why.
FOR_ALL_SIGNED_IN = {
    "drafts.form_drafts": "what somebody typed is their own, wherever they typed it",
    "drafts.drop_drafts": "as above",
    "drafts.kept": "as above",
}
MARKS = {"for_desk", "for_secretariat", "SeesDesk", "WorksAtDesk"}


def test_every_view_is_marked():
    """Every view in desk/urls.py says who sees it: a second wall in front of the gates, and closed by default."""
    views = {
        ast.unparse(call.args[1]).removesuffix(".as_view()")
        for call in ast.walk(tree_of(ROOT / "desk" / "urls.py"))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "path"
    }
    marked = set()
    for path in (ROOT / "desk" / "views").glob("*.py"):
        for node in tree_of(path).body:
            marks = getattr(node, "decorator_list", []) + getattr(node, "bases", [])
            if MARKS & {ast.unparse(mark) for mark in marks}:
                marked.add(f"{path.stem}.{node.name}")

    assert views - marked == FOR_ALL_SIGNED_IN.keys()


# --- templates and files -----------------------------------------------------------------------------------------


class Inline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        names = {name: value or "" for name, value in attrs}
        self.found += [f"<{tag} {name}>" for name in names if name == "style" or re.fullmatch(r"on[a-z]+", name)]
        self.found += [f"<{tag}>"] if tag == "style" or (tag == "script" and "src" not in names) else []
        self.found += [f"<{tag} javascript:>" for value in names.values() if value.startswith("javascript:")]


def without_template_tags(text):
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", text, flags=re.DOTALL)
    return re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)


def templates():
    return [path for path in tracked(".html") if path.relative_to(ROOT).parts[0] == "templates"]


# Opened from the file system, without a style sheet of ours beside it.
ALONE = ["templates/records/archive_index.html: <style>"]


def test_nothing_inline_in_templates():
    assert templates()
    found = []
    for path in templates():
        parser = Inline()
        parser.feed(without_template_tags(path.read_text("utf-8")))
        found += [f"{name_of(path)}: {what}" for what in parser.found]
    assert found == ALONE


# Written in pieces, so that this file does not hold what it looks for.
UNWANTED = re.compile(
    "|".join(
        re.escape(first + second)
        for first, second in [
            ("pypi", ".org"),
            ("python", "hosted.org"),
            ("npm", "js.org"),
            ("npm", "js.com"),
            ("proxy.go", "lang.org"),
            ("/wo", "rk/main"),
            ("/wo", "rk/shared"),
            ("/ro", "ot/"),
            ("/ho", "me/"),
        ]
    )
)


def test_no_package_registry_and_no_path_of_a_machine_in_any_file():
    found = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name_of(path)}: {match[0]}" for match in UNWANTED.finditer(text)]
    assert found == []


def test_every_bundled_font_script_and_wheel_has_its_licence():
    listed = (ROOT / "docs" / "licences.md").read_text("utf-8")
    globs = [name.strip("`") for name in re.findall(r"`[^`\s]+`", listed)]
    for path in tracked(".ttf", ".otf", ".woff2", ".js", ".mjs", ".whl"):
        assert any(path.match(glob) for glob in globs), f"{name_of(path)} is not in docs/licences.md"
    for path in tracked(".ttf"):
        family = path.stem.partition("-")[0]
        assert (path.parent / f"{family}-OFL.txt").is_file(), name_of(path)


def test_decisions_are_numbered_once():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert len(numbers) == len(set(numbers))
    assert all(number.isdigit() for number in numbers)


def test_every_link_between_documents_leads_somewhere():
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{name_of(path)}: {target}"
