"""`manage.py procrastinate worker` that ends with run.py. Runs inside the virtual environment."""

from __future__ import annotations

import os
import signal
import threading
import time

from django.core.management import execute_from_command_line

PATIENCE_SECONDS = 15.0


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bali_process.settings")
    threading.Thread(target=_end_with_run_py, daemon=True).start()
    execute_from_command_line(["manage.py", "procrastinate", "worker"])


def _end_with_run_py() -> None:
    """Nobody writes into the pipe: reading ends when run.py is gone."""
    os.read(int(os.environ["BALI_LIFELINE"]), 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
