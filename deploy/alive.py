"""The health check of the container: does /healthz answer? python -m deploy.alive"""

import os
import sys
import urllib.request

PORT = os.environ.get("BIND", ":8000").rpartition(":")[2]

with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=4) as answer:
    sys.exit(answer.status != 200)
