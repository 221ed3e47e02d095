"""What the machine must have: room on the disk, the libraries WeasyPrint loads, and Chromium for the browser tests."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile

from runner.console import Stop, step

# What WeasyPrint loads by name, and the Debian package that brings it. HarfBuzz itself comes with Pango.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
ON_A_MAC = {"libpango-1.0.dylib": "pango", "libharfbuzz-subset.dylib": "harfbuzz"}
NO_CHROMIUM = "not run: there is no Chromium on this machine"
OTHER_SYSTEMS = (
    ("dnf", "dnf install pango harfbuzz"),
    ("apk", "apk add pango harfbuzz"),
    ("pacman", "pacman -S pango harfbuzz"),
    ("zypper", "zypper install libpango-1_0-0 libharfbuzz-subset0"),
)


def need_space(folder: Path, megabytes: int) -> None:
    """Stop before a step that would fill the disk half way."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free // 2**20
    if free < megabytes:
        raise Stop(f"The disk that holds {folder} is full ({free} MB free, {megabytes} MB needed): free some space.")


def memory() -> int:
    """Bytes that the machine has."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def ensure_libraries(*, may_install: bool) -> None:
    """Stop with the one command to type unless the libraries are there or, as root on Debian, could be installed."""
    missing = _missing(ON_A_MAC if sys.platform == "darwin" else LIBRARIES)
    if not missing:
        return
    if may_install and shutil.which("apt-get") and os.geteuid() == 0:
        apt_install(missing)
        if not _missing(LIBRARIES):
            return
    raise Stop(f"The PDF needs {' and '.join(missing)} on this machine: {_command_for(missing)}, then start again.")


def _missing(libraries: Mapping[str, str]) -> list[str]:
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    # Homebrew's folder is not on the loader's path of every Python.
    for name in (library, f"/opt/homebrew/lib/{library}", f"/usr/local/lib/{library}"):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def _command_for(packages: Sequence[str]) -> str:
    if shutil.which("apt-get"):
        sudo = "" if os.geteuid() == 0 else "sudo "
        return f"type `{sudo}apt-get install {' '.join(packages)}`"
    if sys.platform == "darwin":
        return f"type `brew install {' '.join(packages)}`"
    for program, command in OTHER_SYSTEMS:
        if shutil.which(program):
            return f"type `sudo {command}`"
    return "install Pango and HarfBuzz with the system's own package manager"


def apt_install(packages: Sequence[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    with step(f"Installing {', '.join(packages)} with apt-get") as progress, TemporaryFile("w+") as log:
        for command in (["apt-get", "update"], install):
            progress.note(command[1])
            # A failing update does not matter when the lists of last time still serve.
            status = subprocess.run(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            ).returncode
        if status:
            log.seek(0)
            reason = log.read().strip().splitlines()[-1:] or ["no reason given"]
            raise Stop(f"apt-get could not install {' '.join(packages)}: {reason[0]}")


def chromium() -> str | None:
    """The system's Chromium, which the browser tests drive."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)
