"""The register of people: who joined today, kept in the laboratory's folder, so that a room that was killed knows them
all again and nobody has to join a second time. Of tokens it holds hashes only; what is older than the day is dropped.
"""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from lab.archive.atomic import write_atomically
from lab.domain.errors import WorldError
from lab.live.people.person import Person

_log = logging.getLogger(__name__)


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str = "people/1"
    people: tuple[Person, ...] = ()


class Register:
    """Everybody of today.

    Args:
        path: of the file; it is read now.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._people = {person.id: person for person in _read(path)}
        self._version = self._saved = 0
        self._saving = asyncio.Lock()

    def __iter__(self) -> Iterator[Person]:
        return iter(tuple(self._people.values()))

    def get(self, person_id: str) -> Person | None:
        """Somebody by their id."""
        return self._people.get(person_id)

    def put(self, person: Person) -> None:
        """Know this of a person from now on; it is on the disk after the next `save`."""
        self._people[person.id] = person
        self._version += 1

    def drop(self, person_id: str) -> None:
        """Know a person no more."""
        if self._people.pop(person_id, None) is not None:
            self._version += 1

    async def save(self) -> None:
        """Return when everything that was put is on the disk.

        Raises:
            WorldError: `people_not_kept`; it is known all the same, until this process ends.
        """
        wanted = self._version
        async with self._saving:
            if self._saved >= wanted:
                return
            written = self._version
            content = _Kept(people=tuple(self._people.values())).model_dump_json(indent=1).encode()
            try:
                await asyncio.to_thread(write_atomically, self._path, content, 0o600)
            except OSError as error:
                reason = error.strerror or str(error)
                raise WorldError("people_not_kept", path=str(self._path), reason=reason) from error
            self._saved = written


def _read(path: Path) -> tuple[Person, ...]:
    """What the file holds. One that cannot be read keeps nobody's session from being run: all join again."""
    try:
        return _Kept.model_validate_json(path.read_bytes()).people
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError):
        _log.exception("the people in %s cannot be read: everybody has to join again", path)
        return ()
