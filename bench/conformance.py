"""`python3 run.py conformance`: every layout, over generated records, judged by veraPDF for PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bali_process.settings")
    from bench import judging, sheets
    from records.render.renderers import renderers

    options = _options()
    if lacking := judging.missing():
        print(lacking)
        return 1
    begun = time.monotonic()
    named = list(sheets.all_sheets(options.seed, sheets.SIZES[:4] if options.few else sheets.SIZES))
    with tempfile.TemporaryDirectory() as temporary, renderers() as drawing:
        folder = Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{name}.pdf" for name, _ in named]
        for file, content in zip(files, drawing.drawn(job for _, job in named), strict=True):
            file.write_bytes(content)
        complaints = {file: told for file, told in judging.judge(*files).items() if told}
    for file, told in complaints.items():
        print(f"{Path(file).name}: {'; '.join(told)}")
    layouts = Counter(name.rpartition("-")[0] for name, _ in named)
    print(
        f"{len(named)} sheets of {len(layouts)} layouts ({', '.join(layouts)}), "
        f"{len(named) - len(complaints)} conform to PDF/A-3a and PDF/UA-1, {len(complaints)} do not; "
        f"{time.monotonic() - begun:.0f} s."
    )
    return int(bool(complaints))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py conformance")
    parser.add_argument("--few", action="store_true", help="records of at most seven items, as in CI")
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--keep", metavar="FOLDER", help="leave the PDFs there, to be looked at")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
