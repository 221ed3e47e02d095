"""Every page of the desk that links lead to, and every form on them."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve

LONGEST_WALK = 400


class Page(HTMLParser):
    """Links, and forms that are posted: their address and their controls as (name, value, kind, longest)."""

    def __init__(self, address, text):
        super().__init__()
        self.address, self.links, self.forms = address, [], []
        self.form = self.area = self.select = None
        self.remembered = set()  # addresses of forms that keep what is typed before it is sent
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        names = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in names:
            self.links.append(urlsplit(urljoin(self.address, names["href"])).path)
        elif tag == "form":
            self.form = (urldefrag(urljoin(self.address, names.get("action") or self.address)).url, [])
            if names.get("method", "").lower() == "post":
                self.forms.append(self.form)
                self.remembered |= {self.form[0]} if "data-draft" in names else set()
        elif self.form and tag == "input" and "name" in names:
            self.input(names)
        elif self.form and tag == "textarea":
            self.area = [names["name"], ""]
        elif self.form and tag == "select":
            self.select = names.get("name")
        elif tag == "option" and self.select and "selected" in names:
            self.form[1].append((self.select, names.get("value", ""), "choice"))
        elif self.form and tag == "button" and names.get("name"):
            self.form[1].append((names["name"], names.get("value", ""), "button"))

    def input(self, names):
        kind = names.get("type", "text")
        if kind in ("radio", "checkbox") and "checked" not in names:
            return
        plain = kind in ("text", "search", "email", "url")
        value = names.get("value", "on" if "checked" in names else "")
        self.form[1].append((names["name"], value, "text" if plain else kind))

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            name, text = self.area
            self.form[1].append((name, text.removeprefix("\r\n").removeprefix("\n"), "text"))
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None


def kind_of(path):
    """What tells one page from another: two rows of one list are the same page."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match.view_name, match.kwargs.get("section", ""), match.kwargs.get("label", "")


def walk(client, start="/prepare/"):
    """One page of each kind, by address: what it says and its `Page`."""
    found, seen, waiting = {}, set(), [start]
    while waiting and len(found) < LONGEST_WALK:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind is None or kind in seen or not path.startswith("/prepare/"):
            continue
        seen.add(kind)
        answer = client.get(path)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        found[path] = (answer.text, Page(path, answer.text))
        waiting += found[path][1].links
    return found


def data_of(controls, **changes):
    """What the form sends as it stands, no button pressed."""
    data = {}
    for name, value, kind in controls:
        if kind not in ("button", "submit", "file"):
            data.setdefault(name, []).append(value)
    return data | changes
