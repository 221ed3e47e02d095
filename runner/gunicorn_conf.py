"""How gunicorn serves. Runs inside the virtual environment.

One request at a time in each of two processes. `gthread` with one thread, not `sync`: it keeps connections open
between requests, and lets go of those on which nothing comes.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Any

bind = f"fd://{os.environ['BALI_LISTENER']}"
worker_class = "gthread"
workers = 2
threads = 1
preload_app = True
graceful_timeout = 10
control_socket_disable = True


def post_fork(server: Any, worker: Any) -> None:
    threading.Thread(target=_end_with_run_py, args=(os.getppid(),), daemon=True).start()


def _end_with_run_py(master: int) -> None:
    """Nobody writes into the pipe: reading ends when run.py is gone, and then nothing of it may hold the port."""
    os.read(int(os.environ["BALI_LIFELINE"]), 1)
    if os.getppid() == master:
        os.kill(master, signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(graceful_timeout)
    os._exit(1)
