"""What a browser without a script would send from a page."""

from html.parser import HTMLParser


class Form(HTMLParser):
    """Names and values of the form with the attribute `mark` (of the value `where`); ticked and chosen ones only."""

    def __init__(self, mark, where=None):
        super().__init__()
        self.mark, self.where = mark, where
        self.is_inside = False
        self.pairs = []
        self.area = self.select = None

    def handle_starttag(self, tag, attrs):
        names = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = self.mark in names and self.where in (None, names[self.mark])
        if not self.is_inside:
            return
        if tag == "input" and "name" in names:
            if names.get("type") not in ("radio", "checkbox") or "checked" in names:
                self.pairs.append((names["name"], names.get("value", "on" if "checked" in names else "")))
        elif tag == "textarea":
            self.area = [names["name"], ""]
        elif tag == "select":
            self.select = names["name"]
        elif tag == "option" and self.select and "selected" in names:
            self.pairs.append((self.select, names.get("value", "")))

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            name, text = self.area
            self.pairs.append((name, text.removeprefix("\r\n").removeprefix("\n")))
            self.area = None
        self.select = None if tag == "select" else self.select
        self.is_inside = self.is_inside and tag != "form"


def sent(answer, mark="data-draft", where=None, **changes):
    """The data of a form as it stands on the page, with some of it changed (`__` stands for `~` in a name)."""
    form = Form(mark, where)
    form.feed(answer.text)
    data = {}
    for name, value in form.pairs:
        data.setdefault(name, []).append(value)
    return data | {name.replace("__", "~"): value for name, value in changes.items()}
