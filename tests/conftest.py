"""The suite is strict: it fails on unannounced warnings in the log, leaked threads and leaked child processes."""

import itertools
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
import pytest

from lab import i18n
from lab.live import address
from tests.remembered_schema import RememberedSchema

# Threads that libraries keep for the whole process on purpose.
_KEPT_THREADS = ("pydevd", "asyncio_", "pytest_timeout", "QtAsyncio", "tqdm_monitor", "ThreadPoolExecutor-hypothesis")
_OURS = {"lab.live", "recordings"}
"""How the command lines of rooms and recorders name their program."""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test begins in English."""
    i18n.use_language("en")
    yield
    i18n.use_language("en")


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that are not there yet. pytest's own numbered ones look through all there are for the next number."""
    homes = tmp_path_factory.mktemp("homes")
    return (homes / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees or touches the settings and the runtime files of the person who runs it, or leaves a room open."""
    home = next(_homes)
    runtime = home / "run"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("LAB_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("LAB_RUNTIME_DIR", str(runtime))
    yield
    _end_rooms(runtime)


@pytest.fixture(scope="session")
def _remembered_schema() -> RememberedSchema:
    return RememberedSchema()


@pytest.fixture(autouse=True)
def _schema_at_once(_remembered_schema: RememberedSchema, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new laboratory gets its schema without every step that once led there."""
    monkeypatch.setattr("lab.database.store.migrate", _remembered_schema.migrate)


def _end_rooms(runtime: Path) -> None:
    """A room stays for half a minute after its last client, and for good while it hosts a session."""
    for file in runtime.glob("*.json"):
        told = address.read(file)
        for pid in (told.pid, told.recorder_pid) if told is not None else ():
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                if _OURS.intersection(process.cmdline()):  # numbers of processes are given out again
                    process.kill()


@pytest.fixture(autouse=True)
def _no_unannounced_warnings(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log is a failure unless the test is marked `allow_warning_logs`."""
    yield
    if request.node.get_closest_marker("allow_warning_logs"):
        return
    for phase in ("setup", "call"):
        for record in caplog.get_records(phase):
            if record.levelno >= logging.WARNING:
                pytest.fail(f"unannounced log line: {record.name}: {record.getMessage()}")


def _children() -> list[psutil.Process]:
    """The system says at once whether there are any; to find out which, every process of the machine is looked at."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return []
    return psutil.Process().children()


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """A test that leaves a thread or a child process behind fails."""
    threads_before = set(threading.enumerate())
    children_before = {child.pid for child in _children()}
    yield
    for thread in set(threading.enumerate()) - threads_before:
        if not thread.name.startswith(_KEPT_THREADS):
            thread.join(timeout=10)
            if thread.is_alive():
                pytest.fail(f"thread left running: {thread.name}")
    left = [child for child in _children() if child.pid not in children_before]
    _gone, alive = psutil.wait_procs(left, timeout=10)
    alive = [child for child in alive if child.status() != psutil.STATUS_ZOMBIE]
    if alive:
        pytest.fail(f"child processes left running: {[child.cmdline() for child in alive]}")
