"""What is watched while the site works: requests, queries, refusals. Lines of logs and figures, no persons.

`middleware` measures each request, `logs` writes one JSON object a line, `metrics` counts for Prometheus, `audit` tells
of sign-ins, refusals and exports. See docs/operating.md, "Watching it".
"""
