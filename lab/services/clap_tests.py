"""What clap tests measured, by pair of devices: kept in the laboratory folder, so that nobody measures twice."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from lab.archive.atomic import write_atomically
from lab.domain.clap import ClapMeasure, of_day, with_newer
from lab.domain.errors import WorldError

FILE = "clap-tests.json"
MOST = 200
"""So many pairs of devices are remembered; those that were not measured for longest are forgotten."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    measured: tuple[ClapMeasure, ...] = ()


class ClapTests:
    """The measures of a laboratory folder; of each pair of devices the last one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def of_day(self, day: date) -> tuple[ClapMeasure, ...]:
        """What was measured on a day. Raises WorldError `clap_tests_unreadable`."""
        return of_day(self._read().measured, day)

    def keep(self, measures: Iterable[ClapMeasure]) -> None:
        """Remember these. Raises WorldError `clap_tests_unreadable`, `clap_tests_unwritable`: then nothing changed."""
        known = with_newer(self._read().measured, measures)[-MOST:]
        try:
            write_atomically(self._path, (_Kept(measured=known).model_dump_json(indent=1) + "\n").encode())
        except OSError as error:
            raise self._failed("clap_tests_unwritable", error.strerror or str(error)) from error

    def _read(self) -> _Kept:
        try:
            return _Kept.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return _Kept()
        except OSError as error:
            raise self._failed("clap_tests_unreadable", error.strerror or str(error)) from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise self._failed("clap_tests_unreadable", f"{where}: {first['msg']}") from error

    def _failed(self, code: str, reason: str) -> WorldError:
        return WorldError(code, path=str(self._path), reason=reason)
