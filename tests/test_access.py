"""Every address × method × visitor × state, as `tests/access/table.py` says by hand.

A line that does not hold fails with the line as it was seen; an address that the table does not know fails too. How to
add a line stands in docs/CONTRIBUTING.md.
"""

import copy
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user
from django.db import transaction
from django.urls import URLPattern, get_resolver, resolve

from members.administration import Allowed
from tests.access import table, world

OTHER_METHODS = ("put", "patch", "delete")


@pytest.fixture(autouse=True)
def no_key(settings, tmp_path):
    """Whether somebody signed something on this machine changes no answer."""
    settings.CHECKPOINT_KEY_FILE = tmp_path / "checkpoint-key.pem"


def seen(answer):
    """302 to the page of signing in is "in"; other statuses as they are."""
    if answer.status_code == 302 and re.match(r"/(accounts/login|admin/login)/", answer["Location"]):
        return "in"
    return str(answer.status_code)


def leaks(visitor, answer, line):
    """What this visitor may not read and got. A Co-Chair sees all that is being prepared, and the table says where."""
    if visitor == "chair" and line.path.startswith("/prepare/"):
        return []
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    return [words for words in world.words_closed_to(visitor) if words in text]


def ask(client, line, names, *, secure=False):
    """The answer; what it wrote is rolled back, and the browser signed in as before."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, line.method.lower())(line.path.format(**names), line.data, secure=secure)
        if hasattr(answer, "streaming_content"):
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def test_every_gate_is_closed_to_whom_it_should(visitors):
    """Behind the decorators of views stands `visible_to`: asked by itself, it lets the same people through."""
    _, clients = visitors
    users = {name: get_user(client) for name, client in clients.items()}
    models = {model._meta.label: model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")}
    seen = {
        label: tuple(name for name, user in users.items() if not model.objects.visible_to(user).query.is_empty())
        for label, model in models.items()
    }
    assert seen == table.VISIBLE


@pytest.mark.parametrize("line", table.LINES, ids=lambda line: f"{line.method} {line.path}")
def test_line(line, visitors):
    names, clients = visitors
    answers = {visitor: ask(clients[visitor], line, names) for visitor in world.VISITORS}
    found = tuple(seen(answer) for answer in answers.values())

    assert found == line.expected, f"Seen was:\n{line.as_written(found)}"
    for visitor, answer in answers.items():
        assert leaks(visitor, answer, line) == [], visitor


TEXTS = {"reason", "text", "title", "remark", "note"}
SCRIPT = '<script>alert("x")</script>'


@pytest.mark.parametrize(
    "line", [line for line in table.LINES if TEXTS & line.data.keys()], ids=lambda line: f"{line.method} {line.path}"
)
def test_hostile_words_in_a_line(line, visitors):
    """Whatever takes words and is no page of its own: they are text in the answer and on the page it leads to."""
    names, clients = visitors
    said = f'=1+1 {SCRIPT} "><img src=x onerror=alert(1)> \u202e'
    for visitor, expected in zip(world.VISITORS, line.expected, strict=True):
        if visitor == "anonymous" or expected in ("403", "404"):
            continue
        sends = {name: said if name in TEXTS else value for name, value in line.data.items()}
        with transaction.atomic():
            answer = clients[visitor].post(line.path.format(**names), sends, follow=True)
            transaction.set_rollback(True)
        assert answer.status_code in (200, 400, 409, 422), visitor
        assert SCRIPT not in answer.text, visitor
        assert "<img src=x" not in answer.text, visitor


def routes(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern, route)


def without_marks(route):
    """A route in the words of `ResolverMatch.route` and in those of the resolver differ in anchors alone."""
    return route.replace("^", "").replace("$", "")


def in_one_table(route):
    """Every table of the administration has the same addresses: members/area stands for all."""
    if route.endswith("/password/"):
        return route
    return re.sub(r"^admin/(\w+/\w+)/", lambda m: "admin/members/area/" if m[1] in table.ADMINISTERED else m[0], route)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_table_knows_every_address(method, visitors):
    names, _ = visitors
    known = {
        without_marks(resolve(line.path.format(**names).partition("?")[0]).route)
        for line in table.LINES
        if line.method == method
    }
    unknown = {in_one_table(without_marks(route)) for route in routes()} - known - table.SHADOWED

    assert unknown == set(), f"Add a {method} line for each to tests/access/table.py: {sorted(unknown)}"


def test_every_table_of_the_administration_is_closed(visitors):
    _, clients = visitors
    registered = {
        f"{model._meta.app_label}/{model._meta.model_name}": found for model, found in admin.site._registry.items()
    }
    assert registered.keys() == table.ADMINISTERED
    for place, found in registered.items():
        assert isinstance(found, Allowed), place
        opened = [name for name in world.VISITORS if clients[name].get(f"/admin/{place}/").status_code == 200]
        assert opened == ["administrator"], place


def test_other_methods_do_nothing(visitors):
    """Pages of django-allauth and of the administration are shown for PUT and act on POST; that is all."""
    names, clients = visitors
    for path in sorted({line.path for line in table.LINES}):
        for method in OTHER_METHODS:
            answer = ask(clients["administrator"], table.Line(path, method, ()), names)
            allowed = (301, 302, 400, 403, 404, 405, 409, 422) + (
                (200,) if path.startswith(("/accounts/", "/admin/")) else ()
            )
            assert answer.status_code in allowed, (method, path)


def test_the_table_is_written_in_the_order_of_the_visitors():
    head = Path(table.__file__).read_text().partition("# VISITORS: ")[2].partition("\n")[0]

    assert tuple(head.split()) == world.VISITORS
