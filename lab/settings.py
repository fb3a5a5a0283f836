"""What holds for the whole laboratory: its name and operator, rooms, limits, and how much an annotation's clip shows.

Kept as `lab.toml` in the laboratory folder, readable and editable by hand. What one person prefers (language, keys,
colours) is not here: that belongs to the person at the workstation.
"""

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lab.archive.atomic import write_atomically
from lab.domain.booking import LabLimits
from lab.domain.errors import InputError, WorldError
from lab.domain.timeline import DEFAULT_LAG_US, DEFAULT_LEAD_US, SECOND_US
from recordings.plan import Quality

FILE = "lab.toml"
FOLDER_VARIABLE = "LAB_FOLDER"
POLICY_VARIABLE = "LAB_POLICY"
POLICY = "policy.toml"
_USUAL = LabLimits()


class LabSettings(BaseModel):
    """The settings of one laboratory.

    Attributes:
        name: printed on reports, and on consent forms where no operator is named.
        operator, operator_address: who answers for the participants' data by law, and where; printed on consent forms.
        contact: who answers questions about a report, and how; printed on usability reports.
        rooms: offered when a session is booked.
        sessions_a_day, minutes_between, session_minutes: limits that are warned about.
        lead_s, lag_s: what a clip shows before and after an annotation, where its button says nothing else; seconds.
        quality, sharp_colours: how pictures are recorded where a session does not ask for something else.
        room_port: of the observers' room. room_interface, room_tls, room_certificate, room_key: how it was opened last,
            which is proposed the next time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str = Field(default="", max_length=300)
    operator: str = Field(default="", max_length=300)
    operator_address: str = Field(default="", max_length=300)
    contact: str = Field(default="", max_length=300)
    rooms: tuple[str, ...] = Field(default=(), max_length=50)
    sessions_a_day: int = Field(default=_USUAL.sessions_a_day, ge=1, le=50)
    minutes_between: int = Field(default=_USUAL.minutes_between, ge=0, le=480)
    session_minutes: int = Field(default=_USUAL.session_minutes, ge=5, le=720)
    lead_s: float = Field(default=DEFAULT_LEAD_US / SECOND_US, ge=0, le=120)
    lag_s: float = Field(default=DEFAULT_LAG_US / SECOND_US, ge=0, le=120)
    quality: Quality = "balanced"
    sharp_colours: bool = False
    room_port: int = Field(default=8770, ge=1024, le=65_535)
    room_interface: str = Field(default="", max_length=200)
    room_tls: Literal["own", "imported", "plain"] = "own"
    room_certificate: str = Field(default="", max_length=4096)
    room_key: str = Field(default="", max_length=4096)

    @property
    def limits(self) -> LabLimits:
        """The limits as the schedule asks for them."""
        return LabLimits(self.sessions_a_day, self.minutes_between, self.session_minutes)


def read_settings(folder: Path) -> LabSettings:
    """The settings of a laboratory folder; the usual ones where nothing was set.

    Raises:
        InputError: `settings_broken`, with every fault: the file was edited by hand and is wrong.
        WorldError: `settings_unreadable`.
    """
    path = folder / FILE
    return checked(_read(path), path) if path.exists() else LabSettings()


def checked(values: Mapping[str, object], path: Path) -> LabSettings:
    """Settings out of plain values; `path` is only named in the fault. Raises InputError `settings_broken`."""
    try:
        return LabSettings.model_validate(dict(values))
    except ValidationError as error:
        faults = tuple(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise InputError("settings_broken", path=str(path), faults=faults) from error


def write_settings(folder: Path, settings: LabSettings) -> None:
    """Keep the settings. Raises WorldError `settings_unwritable`."""
    path = folder / FILE
    try:
        write_atomically(path, _as_toml(settings.model_dump(mode="json")).encode())
    except OSError as error:
        raise WorldError("settings_unwritable", path=str(path), reason=error.strerror or str(error)) from error


def preset_folder() -> Path | None:
    """The laboratory folder that the environment or the machine's policy file prescribes; None when neither does.

    `LAB_FOLDER` goes first, then `folder` in `policy.toml` of the system's configuration folder (`LAB_POLICY` names
    another file). Raises InputError `settings_broken` for a policy file that cannot be understood.
    """
    said = os.environ.get(FOLDER_VARIABLE)
    if said:
        return Path(said)
    named = os.environ.get(POLICY_VARIABLE)
    policy = Path(named) if named else Path(platformdirs.site_config_dir("usability-lab", appauthor=False)) / POLICY
    if not policy.exists():
        return None
    folder = _read(policy).get("folder")
    if folder is None:
        return None
    if not isinstance(folder, str) or not folder.strip():
        raise InputError("settings_broken", path=str(policy), faults=("folder",))
    return Path(folder.strip())


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("settings_broken", path=str(path), faults=(str(error),)) from error
    except OSError as error:
        raise WorldError("settings_unreadable", path=str(path), reason=error.strerror or str(error)) from error


def _as_toml(values: Mapping[str, object]) -> str:
    """Strings, numbers and lists of strings are written alike in JSON and TOML."""
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
