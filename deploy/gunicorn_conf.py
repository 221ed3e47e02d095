"""How gunicorn serves in production: gunicorn --config deploy/gunicorn_conf.py bali_process.wsgi

Variables: BIND (0.0.0.0:8000, or unix:/run/…/web.sock), WEB_CONCURRENCY (processes, 2), PROMETHEUS_MULTIPROC_DIR.
One request at a time in each process; more at once by more processes. Each has one beside it that draws its sheets.
"""

import os
import tempfile
from pathlib import Path

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 1
preload_app = True
keepalive = 0  # a connection that the proxy kept would wait for its own busy process, while the one beside it is idle
timeout = 120  # the longest sheets, on slow machines
graceful_timeout = 20
max_requests = 10_000
max_requests_jitter = 1_000
_memory = "/dev/shm"  # noqa: S108  (a heartbeat must not wait for a disk; gunicorn makes a file of its own there)
worker_tmp_dir = _memory if Path(_memory).is_dir() else None
control_socket_disable = True
accesslog = None  # the application writes its own lines, without addresses
logconfig_dict = {
    "formatters": {"json": {"()": "core.watching.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"level": "WARNING", "handlers": ["console"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False}},
}

# Figures of all processes are added up in a folder, which must be there, and empty, before the application is loaded.
_figures = os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="bali-figures-"))
Path(_figures).mkdir(parents=True, exist_ok=True)


def on_starting(server):
    """What processes of an earlier start counted is no figure of this one; a worker for jobs beside it lives on."""
    for old in Path(_figures).glob("*_*.db"):
        pid = old.stem.rpartition("_")[2]
        if pid.isdigit() and not Path("/proc", pid).exists():
            old.unlink(missing_ok=True)


def post_worker_init(worker):
    from records.render import begin_to_draw  # noqa: PLC0415  (after the application)

    begin_to_draw()


def child_exit(server, worker):
    from prometheus_client import multiprocess  # noqa: PLC0415  (after the folder is named)

    multiprocess.mark_process_dead(worker.pid)
