"""The catalogue of all messages, found in templates, Python and scripts, and compiled without programs of gettext."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import polib
from django import forms
from django.conf import settings

from core.translating import scripts
from core.translating.loaders import HTML, is_translated
from core.translating.sentences import Sentences

CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "lazy_"}
PLURAL_CALLS = {"ngettext", "ngettext_lazy"}
DOMAIN = "django"


@dataclass(frozen=True)
class Found:
    """A message and the file it stands in, from the root of the project."""

    words: str
    plural: str
    file: str


def collected(root: Path, packages: list[str]) -> list[Found]:
    python = (each for name in packages for each in _of_python(root, root / name))
    found = [*_of_templates(root), *python, *_of_scripts(root), *_of_forms(root, packages)]
    return sorted(found, key=lambda each: (each.file, each.words))


def _of_templates(root: Path) -> Iterator[Found]:
    folder = root / "templates"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and is_translated(name):
            for message in Sentences(path.read_text("utf-8"), is_html=name.endswith(HTML)).messages:
                yield Found(message.words, message.plural, f"templates/{name}")


def _of_python(root: Path, package: Path) -> Iterator[Found]:
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                words = [each.value for each in node.args if isinstance(each, ast.Constant)]
                file = path.relative_to(root).as_posix()
                if node.func.id in CALLS and words:
                    yield Found(str(words[0]), "", file)
                elif node.func.id in PLURAL_CALLS and len(words) >= 2:
                    yield Found(str(words[0]), str(words[1]), file)


def _of_scripts(root: Path) -> Iterator[Found]:
    for path in scripts.files(root):
        for words in scripts.words_of(path.read_text("utf-8")):
            yield Found(words, "", path.relative_to(root).as_posix())


def _of_forms(root: Path, packages: list[str]) -> Iterator[Found]:
    """Labels that fields have after the names of their columns: nobody wrote them, so nobody marked them."""
    import_module(settings.ROOT_URLCONF)
    for form in _below(forms.ModelForm):
        if form.__module__.partition(".")[0] in packages:
            file = Path(inspect.getfile(form)).relative_to(root).as_posix()
            for field in form.base_fields.values():
                if isinstance(field.label, str):
                    yield Found(field.label, "", file)


def _below(form: type[forms.ModelForm]) -> Iterator[Any]:
    for each in form.__subclasses__():
        yield each
        yield from _below(each)


def template(found: list[Found]) -> polib.POFile:
    """What translators begin from: every message, without a translation."""
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8"}
    entries: dict[str, polib.POEntry] = {}
    for each in found:
        entry = entries.setdefault(each.words, polib.POEntry(msgid=each.words))
        if each.plural and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural = each.plural, {0: "", 1: ""}
        if (each.file, "") not in entry.occurrences:
            entry.occurrences.append((each.file, ""))
    catalogue.extend(entries.values())
    return catalogue


def compile_all(folders: list[Path]) -> list[Path]:
    made = []
    for folder in folders:
        for source in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
            made.append(source.with_suffix(".mo"))
    return made
