"""Data made by another PostgreSQL major: dumped, restored and compared, and the old folder kept.

`DATA_DIR/postgresql/` holds one folder per major, named by it. A new one is made beside under `<major>.new` and gets
its name only when it is complete, by one rename: whatever is cut short before is simply made again.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from runner import system
from runner.console import Stop, say, step
from runner.owner import Owner
from runner.postgres import DATABASE, SUPERUSER, Cluster, Tools, installed_tools

OURS = ("template0", "template1", "postgres")
# The sum of the rows' digests does not depend on their order.
DIGESTS = """
SELECT format('SELECT %L, count(*), coalesce(sum((''x'' || left(md5(t::text), 15))::bit(60)::bigint), 0) FROM %I.%I t',
              schemaname || '.' || tablename, schemaname, tablename)
FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
ORDER BY schemaname, tablename \\gexec
SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences ORDER BY 1;
"""


@dataclass(frozen=True)
class Home:
    """The folder that holds the clusters of one data folder."""

    folder: Path
    log: Path

    def majors(self) -> dict[int, Path]:
        """What is held, by the major that made it: PostgreSQL's own record in the folder counts, not its name."""
        found = {}
        for record in sorted(self.folder.glob("*/PG_VERSION")):
            if not record.parent.name.endswith(".new"):
                found[int(record.read_text().strip())] = record.parent
        return found


def open_cluster(home: Home, tools: Tools, owner: Owner) -> Cluster:
    """The cluster of this major: as it is, made new when nothing is held, or upgraded from what is held."""
    cluster = Cluster(home.folder / str(tools.major), tools, owner, home.log)
    held = home.majors()
    if held and max(held) > tools.major:
        raise Stop(
            f"{held[max(held)]} was made by PostgreSQL {max(held)} and this version of the project brings only"
            f" {tools.major}: start the newer version of the project; nothing was changed."
        )
    if tools.major in held:
        return replace(cluster, folder=held[tools.major])
    draft = replace(cluster, folder=home.folder / f"{tools.major}.new")
    draft.settle()
    shutil.rmtree(draft.folder, ignore_errors=True)
    if held:
        _upgrade(_put_aside(held[max(held)], max(held)), max(held), draft)
    else:
        system.need_space(home.folder, megabytes=200)
        with step("Making the database"):
            draft.initialise()
    draft.folder.rename(cluster.folder)
    return cluster


def _put_aside(folder: Path, major: int) -> Path:
    """Free the name of the new folder, if a cluster of another major bears it."""
    named = folder.with_name(str(major))
    return folder if folder == named else folder.rename(named)


def _upgrade(folder: Path, major: int, draft: Cluster) -> None:
    """Copy every database of the old cluster into the draft, and refuse unless the rows are the same."""
    old_tools = installed_tools().get(major)
    if old_tools is None:
        raise Stop(
            f"{folder} was made by PostgreSQL {major}, whose programs are needed once to bring it to"
            f" {draft.tools.major}: install PostgreSQL {major} and start again; nothing was changed."
        )
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    system.need_space(folder, megabytes=200 + 2 * size // 2**20)
    old = Cluster(folder, old_tools, draft.owner, draft.log)
    dumps = draft.folder.parent / "dump.new"
    shutil.rmtree(dumps, ignore_errors=True)
    draft.owner.take(dumps)
    with step(f"Bringing the data from PostgreSQL {major} to {draft.tools.major}") as progress:
        progress.note("reading")
        databases = _dump(old, draft, dumps)
        draft.initialise()
        progress.note("writing and comparing")
        _restore(databases, draft, dumps)
    shutil.rmtree(dumps)
    say(f"  The folder of PostgreSQL {major} is kept in {folder}; delete it when you are content.")


def _dump(old: Cluster, draft: Cluster, dumps: Path) -> dict[str, list[list[str]]]:
    """Write the dumps with the newer programs, as PostgreSQL advises; gives the digests of each database."""
    try:
        old.start()
        names = [row[0] for row in old.query("SELECT datname FROM pg_database ORDER BY 1", "template1")]
        wanted = [name for name in names if name not in OURS]
        reach = (f"--host={old.sockets}", f"--username={SUPERUSER}")
        draft.run("pg_dumpall", *reach, "--globals-only", "--database=template1", f"--file={dumps / 'globals.sql'}")
        for number, name in enumerate(wanted):
            draft.run("pg_dump", *reach, "--format=custom", f"--file={dumps / str(number)}", f"--dbname={name}")
        return {name: old.query(DIGESTS, name) for name in wanted}
    finally:
        old.stop()


def _restore(databases: dict[str, list[list[str]]], draft: Cluster, dumps: Path) -> None:
    try:
        draft.start()
        reach = (f"--host={draft.sockets}", f"--username={SUPERUSER}")
        # It names the superuser again, which stands already: the other roles must not stop at that.
        draft.run("psql", "--no-psqlrc", "--quiet", *reach, "--dbname=postgres", f"--file={dumps / 'globals.sql'}")
        for number, (name, digests) in enumerate(databases.items()):
            if name != DATABASE:
                draft.query(f'CREATE DATABASE "{name}"', "postgres")
            whole = ("--exit-on-error", "--single-transaction")
            draft.run("pg_restore", *reach, *whole, f"--dbname={name}", str(dumps / str(number)))
            if draft.query(DIGESTS, name) != digests:
                raise Stop(
                    f"The rows of the database {name} are not the same after the upgrade, so the old data was left in"
                    f" place and nothing was changed; the story is in {draft.log}."
                )
        draft.query("ANALYZE", DATABASE)
    finally:
        draft.stop()
