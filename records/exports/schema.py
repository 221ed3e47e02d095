"""The JSON Schema of a Record, for those who read the JSON without us. Written to docs/record.schema.json by

python -m records.exports.schema
"""

from __future__ import annotations

import json
from pathlib import Path

from records.record import Record

FILE = Path(__file__).resolve().parents[2] / "docs" / "record.schema.json"


def json_schema() -> str:
    """Draft 2020-12, of what is written (`serialization`): every field is there."""
    schema = Record.model_json_schema(mode="serialization")
    schema |= {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:bali-process:record:1"}
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(json_schema(), "utf-8")
