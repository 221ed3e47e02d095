"""Run a command as root where user namespaces are forbidden: inside one namespace that allows no more of them.

    python tests/setup/no_namespaces.py COMMAND ...

It needs root and namespaces itself. A chroot forbids them too, and so do many containers.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000


def main(command: list[str]) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()
    mapped, told = os.pipe()
    if (writer := os.fork()) == 0:
        # Only a process outside may map more than one uid into the namespace.
        os.close(told)
        os.read(mapped, 1)
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{parent}/{name}").write_text("0 0 65536")
        os._exit(0)
    os.close(mapped)
    if libc.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "this machine forbids user namespaces already")
    os.close(told)
    os.waitpid(writer, 0)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
