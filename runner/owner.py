"""As whom PostgreSQL runs: it refuses to be root, and no user may be added for it.

Root runs it inside a user namespace, where root's own uid carries an ordinary one, so that the data keeps its owner
and mode. Where namespaces are forbidden root drops to a plain uid that no account has, and the data is given to it.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.console import Stop
from runner.processes import ends_with_parent

SPARE_UID = 54_318  # no account has it, so nobody else's programs run as the owner of the data
NAMED_UIDS = (1, 65_534, 1000)
CLONE_NEWUSER = 0x10000000


@dataclass(frozen=True)
class Owner:
    """The uid and gid that own the data, and how a child becomes them."""

    uid: int
    gid: int
    in_namespace: bool = False

    @property
    def is_dropped(self) -> bool:
        return self.uid != os.geteuid()

    def become(self, ends_by: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
        """What a child runs between fork and exec; the C library is loaded before the fork."""
        libc = ctypes.CDLL(None, use_errno=True)
        end_with_parent = ends_with_parent(ends_by)
        inside = next(filter(_has_name, NAMED_UIDS), NAMED_UIDS[0])

        def enter() -> None:
            if self.in_namespace:
                _enter_namespace(libc, inside)
            elif self.is_dropped:
                os.setgroups([])
                os.setgid(self.gid)
                os.setuid(self.uid)
            # Last, because a change of uid makes the kernel forget it.
            end_with_parent()

        return enter

    def with_a_name(self) -> Owner:
        """For initdb, which looks its own user up in the list of accounts and refuses to be one that is not there."""
        if self.in_namespace or _has_name(self.uid):
            return self
        if os.geteuid() == 0:
            return Owner(NAMED_UIDS[1], NAMED_UIDS[1])
        named = Owner(self.uid, self.gid, in_namespace=True)
        if sys.platform == "linux" and _child_succeeds(named.become()):
            return named
        raise Stop(
            f"PostgreSQL makes its data only as a user who has an account, which uid {self.uid} has not, and user"
            " namespaces are forbidden here: start run.py as a user with an account."
        )

    def take(self, folder: Path) -> None:
        """Give the data to this owner: the machine may have forbidden or allowed namespaces since the last start."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() != 0 or folder.stat().st_uid == self.uid:
            return
        # The top last: a walk that was cut short is walked again.
        for parent, folders, files in os.walk(folder, topdown=False):
            for name in (*folders, *files):
                os.lchown(Path(parent, name), self.uid, self.gid)
        os.chown(folder, self.uid, self.gid)


def _enter_namespace(libc: ctypes.CDLL, inside: int) -> None:
    uid, gid = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "user namespaces are forbidden")
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside} {uid} 1"),
        ("gid_map", f"{inside} {gid} 1"),
    ):
        Path("/proc/self", name).write_text(line)


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _child_succeeds(act: Callable[[], None]) -> bool:
    pid = os.fork()
    if pid == 0:
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0


def choose(*, must_enter: Sequence[Path]) -> Owner:
    """The owner for this machine and user; `must_enter` are the folders it has to pass through."""
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid())
    owner = Owner(0, 0, in_namespace=True)
    if sys.platform == "linux" and _child_succeeds(owner.become()):
        return owner
    return _dropped(must_enter)


def _dropped(must_enter: Sequence[Path]) -> Owner:
    owner = Owner(SPARE_UID, SPARE_UID)
    if not _child_succeeds(owner.become()):
        raise Stop(
            "PostgreSQL refuses to run as root, and root may neither use user namespaces nor change its uid here:"
            " start run.py as an ordinary user."
        )
    for folder in must_enter:

        def look(folder: Path = folder) -> None:
            owner.become()()
            os.chdir(folder)

        if not _child_succeeds(look):
            raise Stop(
                f"PostgreSQL refuses to run as root, user namespaces are forbidden here and others may not enter"
                f" {folder}: move the project to a folder that others may enter, or start run.py as an ordinary user."
            )
    return owner
