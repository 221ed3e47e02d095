"""`python3 run.py conformance`: every layout, over generated records, judged by veraPDF for PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bali_process.settings")
    from bench import judging, prove

    options = _options()
    if lacking := judging.missing():
        print(lacking)
        return 1
    if options.few:
        is_kept, words = _judged(options)
    else:
        with prove.recorded("conformance", options.seed) as seen:
            seen["is_kept"], seen["words"] = is_kept, words = _judged(options)
    print(f"{words}.")
    return int(not is_kept)


def _judged(options: argparse.Namespace) -> tuple[bool, str]:
    """Draws and judges; complaints are printed. Whether every sheet conforms and no renderer held too
    much, and the figures in words."""
    from bench import judging, sheets
    from records.render.renderers import LARGEST, renderers

    sizes = sheets.SIZES[:4] if options.few else sheets.SIZES
    named = list(sheets.all_sheets(options.seed, sizes))
    with tempfile.TemporaryDirectory() as temporary, renderers() as drawing:
        folder = Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{name}.pdf" for name, _ in named]
        for file, content in zip(files, drawing.drawn(job for _, job in named), strict=True):
            file.write_bytes(content)
        complaints = {file: told for file, told in judging.judge(*files).items() if told}
    for file, told in complaints.items():
        print(f"{Path(file).name}: {'; '.join(told)}")
    return not complaints and drawing.largest <= LARGEST, (
        f"{len(named)} sheets of {len(sheets.LAYOUTS)} layouts ({', '.join(sheets.LAYOUTS)}) over records of "
        f"{sizes[0]} to {sizes[-1]} items in {len(sheets.SCRIPTS)} languages, {len(named) - len(complaints)} conform "
        f"to PDF/A-3a and PDF/UA-1, {len(complaints)} do not; the largest renderer held {drawing.largest / 1e6:.0f} MB"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py conformance")
    parser.add_argument("--few", action="store_true", help="records of at most seven items, as in CI")
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--keep", metavar="FOLDER", help="leave the PDFs there, to be looked at")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
