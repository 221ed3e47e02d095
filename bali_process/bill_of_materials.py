"""What this software is made of, as CycloneDX 1.6: every library of the lock with its hashes and its licence, and what
is bundled with the source."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from django.conf import settings

_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_BUNDLED = re.compile(r"^\| ([^|]+) \| `?([^|`]+)`?[^|]*\| ([^|]+) \|$", re.MULTILINE)


def made() -> dict[str, Any]:
    """The same for the same lock and the same installed versions: no serial number, no moment."""
    project = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text("utf-8"))["project"]
    root = {
        "type": "application",
        "name": project["name"],
        "version": project["version"],
        "licenses": [{"license": {"id": project["license"]}}],
        "bom-ref": project["name"],
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": [*_libraries(), *_bundled()],
    }


def _libraries() -> list[dict[str, Any]]:
    text = Path(settings.BASE_DIR, "requirements.lock").read_text("utf-8")
    heads = list(_PACKAGE.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    found = []
    for head, end in zip(heads, ends, strict=True):
        name, version = head[1].lower(), head[2]
        purl = f"pkg:pypi/{name}@{version}"
        component = {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}
        if licences := _licences(name):
            component["licenses"] = licences
        hashes = _HASH.findall(text, head.end(), end)
        # One hash for each file that can be installed; as properties, because a component has one hash of a kind.
        component["properties"] = [{"name": "lock:sha256", "value": each} for each in hashes]
        found.append(component)
    return found


def _licences(name: str) -> list[dict[str, Any]]:
    """As the installed library says; nothing where it is not installed here (another system's) or does not say."""
    try:
        told: Any = metadata(name)
    except PackageNotFoundError:
        return []
    if expression := told.get("License-Expression"):
        return [{"expression": expression}]
    classified = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License :: ")
    ]
    named = classified or [line for line in [str(told.get("License") or "").strip()] if line and "\n" not in line]
    return [{"license": {"name": each}} for each in named]


def _bundled() -> list[dict[str, Any]]:
    table = Path(settings.BASE_DIR, "docs", "licences.md").read_text("utf-8")
    rows = [row for row in _BUNDLED.findall(table) if row[0].strip() not in ("what", "---")]
    return [
        {
            "type": "file",
            "name": what.strip(),
            "licenses": [{"license": {"name": licence.strip().partition(",")[0].partition(";")[0].replace("`", "")}}],
            "properties": [{"name": "place", "value": where.strip()}],
        }
        for what, where, licence in rows
    ]
