"""What anybody sees of the room before they have joined: nothing of participants, and nothing of people."""

import asyncio
import logging
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from lab.domain.errors import LabError
from lab.i18n import LANGUAGES
from lab.live.people.rules import RULES_VERSION, rules
from lab.live.room import Room
from lab.settings import read_settings
from protocols import library
from protocols.protocol import PadButton

_log = logging.getLogger(__name__)


class Rules(BaseModel):
    """What everybody accepts who joins. `text`: language → one rule on each line."""

    model_config = ConfigDict(frozen=True)

    version: str
    text: dict[str, str]


class Practice(BaseModel):
    """A pad to try before anything counts: that of the sample service."""

    model_config = ConfigDict(frozen=True)

    buttons: tuple[PadButton, ...]


class RoomSeen(BaseModel):
    """The room from outside.

    Attributes:
        lab: what the laboratory calls itself; may be empty.
        secure: whether what is said on the way here is encrypted.
    """

    model_config = ConfigDict(frozen=True)

    lab: str
    languages: tuple[str, ...]
    secure: bool
    rules: Rules
    practice: Practice


async def seen_from_outside(room: Room) -> RoomSeen:
    """The room as it is now."""
    sample = await asyncio.to_thread(library.protocol, library.SAMPLE)
    own = room.opening.own
    return RoomSeen(
        lab=await asyncio.to_thread(_name, room.folder.path),
        languages=LANGUAGES,
        secure=own is not None and own.secure,
        rules=Rules(version=RULES_VERSION, text=rules()),
        practice=Practice(buttons=sample.common_pad),
    )


def _name(folder: Path) -> str:
    """What the laboratory calls itself. Settings that are broken are told at the workstation; they keep nobody out."""
    try:
        return read_settings(folder).name
    except LabError as error:
        _log.warning("the laboratory has no name for its guests: %s", error.code)
        return ""
