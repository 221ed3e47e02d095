"""The one command of the project: `python3 run.py` sets everything up and serves it; `run.py help` lists the rest.

Only this file must be readable by a Python too old for the project, so it holds no syntax newer than 2.7.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "This needs Python 3.11 or newer, and this is Python %d.%d: install a newer Python and start run.py with it."
        % sys.version_info[:2]
    )

from runner.cli import main

sys.exit(main(sys.argv[1:]))
