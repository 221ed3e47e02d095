"""What is counted in each process. Several processes of a machine are added up where PROMETHEUS_MULTIPROC_DIR names a
folder that they share (`deploy/gunicorn_conf.py` does so); that is read when this module is imported."""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import Counter, Histogram

if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    Path(folder).mkdir(parents=True, exist_ok=True)  # a worker may begin before the web processes made it

requests = Counter("bali_requests", "Requests answered.", ["route", "method", "status"])
request_seconds = Histogram(
    "bali_request_seconds", "How long answers took.", buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
)
queries = Counter("bali_queries", "Queries of the database while answering.")
query_seconds = Counter("bali_query_seconds", "Time spent in them.")
slow_queries = Counter("bali_slow_queries", "Queries that took longer than SLOW_QUERY_MS.")
conflicts = Counter("bali_conflicts", "Saves that came too late and were offered for merging.")
renders = Counter("bali_renders", "Sheets drawn.")
render_seconds = Counter("bali_render_seconds", "Time spent in drawing them.")
