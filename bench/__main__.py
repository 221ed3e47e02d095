"""`python3 run.py bench`: how fast it is, as ratios to references measured in the same run, and against promises;
written to `docs/figures.md`.

Run on the demo library. Times are of one process, without a network between; the scale stands in the first lines.
"""

from __future__ import annotations

import io
import os
import platform
import subprocess
import sys
from importlib import import_module

from pypdf import PdfReader

from bench import report
from bench.timing import Line, Times, said

RUNS = 60
TENTH = "ahg-som/10"
WORDS = "Members noted the report and agreed to meet again in Bangkok. Sri Lanka and Thailand attended.\n"
COLD = """
import sys, time, django
django.setup()
from records.models import EditionContent
from records.canonical import record_from_bytes, digest
from records.render import EditionFacts, render_pdf
content = bytes(EditionContent.objects.get(edition__subject__keys__path=sys.argv[1]).record)
facts = EditionFacts(1, "final", None, digest(content), "http://localhost/check/", "Draft, not issued")
begun = time.perf_counter()
render_pdf(record_from_bytes(content), facts)
first = time.perf_counter() - begun
again = []
for _ in range(10):
    begun = time.perf_counter()
    render_pdf(record_from_bytes(content), facts)
    again.append(time.perf_counter() - begun)
print(first, sorted(again)[5])
"""


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import_module("bali_process.wsgi")  # as the server loads it
    from django.core.management import call_command

    from bench import desk, pages, running  # needs Django set up

    call_command("migrate", verbosity=0)
    call_command("load_demo")
    call_command("collectstatic", interactive=False, verbosity=0)

    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {pages.scale()}\n")
    lines = [*reading(), *sheets(), *pages.lines(RUNS), *desk.lines(RUNS), *running.lines()]
    width = max(len(line.name) for line in lines)
    for line in lines:
        print(f"{line.name:{width}}  {line.measured:44}  {line.promise:28}  {'kept' if line.is_kept else 'NOT KEPT'}")
    report.write_speed(lines, pages.scale())
    return 0 if all(line.is_kept for line in lines) else 1


def reading() -> list[Line]:
    from meetings.names import name_table
    from meetings.summary import read

    names = name_table()
    text = WORDS * (100_000 // len(WORDS))
    times = Times.of(lambda: read(text, names), runs=5)
    return [Line("Read a summary of 100 KB", said(times.p50), "under 1 s", times.p50 < 1)]


def sheets() -> list[Line]:
    """The longest record of the demonstration that fits two sheets, and the tenth AHG SOM."""
    from records.models import Rendition

    drawn = Rendition.objects.filter(format="pdf", edition__card__kind="meeting").order_by("-size")
    sizes = {pdf.edition.card.key: len(PdfReader(io.BytesIO(bytes(pdf.content))).pages) for pdf in drawn}
    two = next(key for key, pages in sizes.items() if pages == 2)
    lines = []
    for key in (two, TENTH):
        cold, warm = _drawn(key)
        name = f"The PDF of {key}, {sizes[key]} pages"
        is_promised = sizes[key] == 2
        promises = ("under 2 s", "under 0.2 s") if is_promised else ("for comparison", "for comparison")
        lines.append(Line(f"{name}, cold process", said(cold), promises[0], cold < 2 or not is_promised))
        lines.append(Line(f"{name}, warm process", said(warm), promises[1], warm < 0.2 or not is_promised))
    return lines


def _drawn(key: str) -> tuple[float, float]:
    """Seconds in a new process: the first drawing, and the middle one of ten more."""
    done = subprocess.run([sys.executable, "-c", COLD, key], capture_output=True, text=True, check=True)
    cold, warm = (float(word) for word in done.stdout.split())
    return cold, warm


if __name__ == "__main__":
    sys.exit(main())
