"""Set-up, start and checks of the project, in the standard library alone: nothing is installed yet when it runs.

`environment` makes the virtual environment, `system` looks at the machine, `postgres` runs the embedded database as the
user that `owner` chose, `upgrade` moves its data to a newer major, `instance` ties them together for one data folder,
`serve`, `tests` and `checks` are the commands, and `cli` is their table.
Three modules run inside the virtual environment instead: `prepare`, `gunicorn_conf` and `pytest_browser`.
"""
