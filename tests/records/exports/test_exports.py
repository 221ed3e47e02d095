"""What all forms share: the same bytes, whatever the clock, the process and the seed."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import time_machine

from records.exports import FORMS, schema, versions
from records.record import Record
from tests.records.render import samples

ROOT = Path(__file__).resolve().parents[3]
MAKE_ELSEWHERE = """
import hashlib
from records.exports import FORMS
from tests.records.render import samples
record = samples.many_scripts()
for name, form in FORMS.items():
    print(name, hashlib.sha256(form.make(record, samples.issued(record))).hexdigest())
"""


def test_another_clock_process_zone_and_seed_make_the_same_files():
    record = samples.many_scripts()
    with time_machine.travel("2031-05-06T07:08:09Z"):
        here = [
            f"{name} {hashlib.sha256(form.make(record, samples.issued(record))).hexdigest()}"
            for name, form in FORMS.items()
        ]
    world = os.environ | {"TZ": "Asia/Colombo", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    there = subprocess.run([sys.executable, "-c", MAKE_ELSEWHERE], env=world, cwd=ROOT, capture_output=True, text=True)

    assert there.stdout.splitlines() == here, there.stderr


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_archives_carry_no_time_of_day(name):
    record = samples.tenth_ahg_som()
    with zipfile.ZipFile(io.BytesIO(FORMS[name].make(record, samples.issued(record)))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml" or name == "xlsx"


def test_versions_name_the_libraries():
    assert set(versions()) == {"python-docx", "openpyxl", "lxml", "exports"}


def test_the_schema_in_the_docs_is_that_of_the_record():
    assert schema.FILE.read_text("utf-8") == schema.json_schema(), "run: python -m records.exports.schema"


def test_the_schema_names_every_field():
    assert set(json.loads(schema.json_schema())["properties"]) == set(Record.model_fields)
