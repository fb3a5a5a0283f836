"""`recording.jsonl`: the recorder's own facts, one JSON object a line, numbered, flushed at once."""

import json
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import ValidationError

from recordings import clock
from recordings.errors import RecordingError
from recordings.facts import FACTS_NAME, Fact, make_fact, parse_fact
from recordings.line_file import LineFile, cut_torn_line


class FactLog:
    """Appends facts; every thread may. An existing log is continued, its torn last line cut off.

    Args:
        told: hears every fact once it is in the file, in the order of the numbers.
    """

    def __init__(self, folder: Path, origin_us: int, told: Callable[[Fact], None]) -> None:
        self._origin_us = origin_us
        self._told = told
        self._lock = threading.Lock()
        self.path = folder / FACTS_NAME
        self._seq = mend(self.path)
        self._lines = LineFile(self.path)

    def write(self, kind: str, said: Mapping[str, object], at_us: int | None = None, *, sync: bool = False) -> Fact:
        """Append a fact of that type and return it.

        Args:
            said: the fact's own fields.
            at_us: session clock; now if not given.
            sync: wait until it is on the disk.

        Raises:
            OSError: the disk failed.
        """
        with self._lock:
            at_us = clock.now_us() - self._origin_us if at_us is None else at_us
            fact = make_fact({"type": kind, "seq": self._seq + 1, "at_us": at_us, **said})
            self._lines.append(fact.model_dump_json().encode())
            self._seq += 1
            self._told(fact)
            if sync:
                self._lines.sync()
        return fact

    def sync(self) -> None:
        """Bring all facts to the disk. Meanwhile others can be written: a slow disk holds up no device."""
        self._lines.sync()

    def close(self) -> None:
        """Bring all facts to the disk and close the file. Idempotent."""
        self._lines.close()


def read_facts(folder: Path) -> list[Fact]:
    """Return all facts of a session folder; a torn last line is passed over.

    Raises:
        RecordingError: `facts_missing`, or `facts_unreadable` with the number of the line.
    """
    path = folder / FACTS_NAME
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError as error:
        raise RecordingError("facts_missing", path=str(path)) from error
    except OSError as error:
        raise RecordingError("facts_unreadable", path=str(path), line=0, why=str(error)) from error
    facts = []
    for number, line in enumerate(lines[:-1], start=1):
        try:
            facts.append(parse_fact(line))
        except ValidationError as error:
            raise RecordingError("facts_unreadable", path=str(path), line=number, why=str(error)) from error
    return facts


def mend(path: Path) -> int:
    """Cut a torn last line off the log, if there is one; return the number of the last fact, 0 if there is
    none.
    """
    whole = cut_torn_line(path)
    if not whole:
        return 0
    try:
        return int(json.loads(whole[:-1].rsplit(b"\n", 1)[-1])["seq"])
    except (ValueError, KeyError, TypeError) as error:
        line = whole.count(b"\n")
        raise RecordingError("facts_unreadable", path=str(path), line=line, why=str(error)) from error
