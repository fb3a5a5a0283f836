"""`lab import-outbox`: what never reached the room, out of the file that an observer saved on the page."""

import asyncio
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from lab.commands.answering import Exit, answer, answer_json, say
from lab.commands.speaking import speak
from lab.commands.where import Folder, Json, Language, opened
from lab.domain.errors import InputError, LabError
from lab.domain.events import AnyEvent, Id
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.live.talk.late import LateOutboxes
from lab.wording import sentence

MOST_BYTES = 64 * 1024 * 1024
_EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)


class Unsent(BaseModel):
    """A message as it would have been sent. Words to other people (`chat`) are of no use any more."""

    model_config = ConfigDict(frozen=True)

    type: str
    session: Id | None = None
    event: dict[str, Any] | None = None


class OutboxFile(BaseModel):
    """What the page saves; see `lab/live/page/line/export.js`."""

    model_config = ConfigDict(frozen=True)

    format: Literal["outbox/1"]
    name: str = ""
    messages: tuple[Unsent, ...] = Field(max_length=10_000)


def import_outbox(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("What an observer saved on the page of the room."))],
    folder: Folder = None,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """Take in what an observer noted and the room never got. Their sessions must be closed: until then the page itself
    sends it.
    """
    speak(language)
    outbox = read(file)
    with opened(folder, writes=True) as lab:
        late = LateOutboxes(lab.folder)
        taken, refused = asyncio.run(_put_all(late, outbox))
        troubles = lab.catch_up().troubles
    for trouble in troubles:
        say(sentence(trouble))
    if as_json:
        answer_json({"file": str(file), "name": outbox.name, "taken": taken, "refused": refused})
    else:
        for one in refused:
            say(f"{one['event']}: {one['text']}")
        told = ngettext("{n} note of {name} is kept.", "{n} notes of {name} are kept.", taken)
        answer(told.format(n=taken, name=outbox.name))
    if refused:
        raise typer.Exit(Exit.NO)


def read(file: Path) -> OutboxFile:
    """The content of a saved outbox. Raises InputError `outbox_file_broken`."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InputError("outbox_file_broken", path=str(file), reason=_("it is too large"))
        return OutboxFile.model_validate_json(file.read_bytes())
    except OSError as error:
        raise InputError("outbox_file_broken", path=str(file), reason=error.strerror or str(error)) from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "JSON"
        raise InputError("outbox_file_broken", path=str(file), reason=f"{where}: {fault['msg']}") from error


async def _put_all(late: LateOutboxes, outbox: OutboxFile) -> tuple[int, list[dict[str, str]]]:
    """How many are kept now (those that were kept before among them), and what is refused, with why."""
    taken = 0
    refused: list[dict[str, str]] = []
    for message in outbox.messages:
        if message.type != "put" or message.session is None or message.event is None:
            continue
        name = str(message.event.get("id", "?"))
        try:
            event = _EVENT.validate_python(message.event)
            # Whoever brings the file to the workstation vouches for it.
            await late.put(message.session, event, lambda _plan, _record: None)
        except ValidationError as error:
            refused.append({"event": name, "code": "message_broken", "text": str(error.errors()[0]["msg"])})
        except LabError as error:
            refused.append({"event": name, "code": error.code, "text": sentence(error)})
        else:
            taken += 1
    return taken, refused
