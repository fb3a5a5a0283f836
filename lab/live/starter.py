"""Finds the room of a laboratory folder; opens one if there is none, or if the one there is does not answer."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import lab
from lab.domain.errors import WorldError
from lab.folder import LabFolder, runtime_address_file
from lab.live import address, processes
from lab.live.address import Address, AddressFile

MODULE = "lab.live"
ANSWERS_WITHIN_S = 2.0
"""A room that is silent for longer is dead or hangs."""

OPENS_WITHIN_S = 30.0
LOOK_EVERY_S = 0.05
LOG = "room.log"

__all__ = ["Address", "ensure_room", "find_room", "keeping_room"]


def ensure_room(folder: LabFolder) -> Address:
    """Where the room of this folder listens; opened if need be, in a process that outlives this one.

    Blocks until the room answers: not for the thread of a window.

    Raises:
        WorldError: `room_not_opened` (with the end of its log), or the runtime folder cannot be used.
    """
    path = runtime_address_file(folder.lab_id)
    found = address.read(path)
    if found is not None and answers(found):
        return found.address
    if found is not None:
        processes.kill(found.pid, MODULE)
    _open(folder)
    ends = time.monotonic() + OPENS_WITHIN_S
    while time.monotonic() < ends:
        found = address.read(path)
        if found is not None and answers(found):
            return found.address
        time.sleep(LOOK_EVERY_S)
    raise WorldError("room_not_opened", path=str(folder.path), log=_end_of_log(folder))


def find_room(folder: LabFolder) -> Address | None:
    """Where the room of this folder listens, if there is one that answers. Blocks up to two seconds."""
    found = address.read(runtime_address_file(folder.lab_id))
    return found.address if found is not None and answers(found) else None


def keeping_room(folder: LabFolder) -> Callable[[], Address]:
    """For a `RoomClient`: at every dial the room is found, or opened again."""
    return lambda: ensure_room(folder)


def answers(found: AddressFile) -> bool:
    """Whether the room at an address is alive and is the one that the address file names."""
    connection = http.client.HTTPConnection("127.0.0.1", found.port, timeout=ANSWERS_WITHIN_S)
    try:
        connection.request("GET", "/alive", headers={"Authorization": f"Bearer {found.token}"})
        response = connection.getresponse()
        return response.status == http.client.OK and json.loads(response.read())["pid"] == found.pid
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return False
    finally:
        connection.close()


def _open(folder: LabFolder) -> None:
    """Start the room in a process of its own. Where one is open already, this one ends at once."""
    folder.logs.mkdir(parents=True, exist_ok=True)
    ours = str(Path(lab.__file__).resolve().parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([ours, inherited]) if inherited else ours}
    command = [sys.executable, "-P", "-m", MODULE, "--folder", str(folder.path), "--detach"]
    flags = 0x00000208 if os.name == "nt" else 0  # DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP
    try:
        with (folder.logs / LOG).open("ab") as log:
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, creationflags=flags
            )
        if os.name != "nt":
            child.wait()
    except OSError as error:
        raise WorldError("room_not_opened", path=str(folder.path), log=str(error)) from error


def _end_of_log(folder: LabFolder) -> str:
    try:
        return (folder.logs / LOG).read_text(encoding="utf-8", errors="replace")[-2000:]
    except OSError:
        return ""
