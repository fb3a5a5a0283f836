"""`lab room`: the room on the network without a window – open it, look at the network, enrol devices."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated, Literal

import typer

from lab.commands.answering import Exit, answer, answer_json, say
from lab.commands.help_page import CommandWithHelp, GroupWithHelp
from lab.commands.speaking import speak
from lab.commands.stopping import stopped_by_signals
from lab.commands.where import Folder, Json, Language
from lab.commands.writing import write_file
from lab.domain.errors import InputError, WorldError
from lab.domain.ids import new_id
from lab.folder import LabFolder
from lab.i18n import gettext as _
from lab.live.address import Address
from lab.live.client import RoomClient
from lab.live.door.certificates import Certificates
from lab.live.door.fingerprint import fingerprint, fingerprint_words
from lab.live.door.interfaces import interfaces
from lab.live.door.key_files import pem
from lab.live.door.own import Own
from lab.live.door.own_hosts import own_hosts
from lab.live.messages import CheckNetwork, CloseRoom, Message, NetworkFound, OpenRoom, RoomState
from lab.live.starter import ensure_room, find_room
from lab.services.enrolment import enrolment_sheet as enrolment_sheet_of
from lab.settings import preset_folder, read_settings
from lab.wording import sentence_for

ANSWER_S = 30.0

_MARKS = {"good": "✓", "hint": "!", "bad": "✗"}
Interface = Annotated[
    str | None, typer.Option(help=_("Name or address of a network connection, as `lab room check` shows it."))
]
Port = Annotated[int | None, typer.Option(min=1, max=65_535, help=_("Else the laboratory's, 8770."))]


def room_command() -> typer.Typer:
    """The command with its verbs."""
    made = typer.Typer(cls=GroupWithHelp, no_args_is_help=True, add_completion=False)
    explained = _("Say which networks there are, and whether the open room can be reached.")
    made.command("check", cls=CommandWithHelp, help=explained)(check)
    explained = _("Open the room on the network until Ctrl-C.")
    made.command("open", cls=CommandWithHelp, help=explained)(open_room)
    explained = _("Write the sheet by which the laboratory's devices are enrolled.")
    made.command("sheet", cls=CommandWithHelp, help=explained)(enrolment_sheet)
    explained = _("Write the certificate of the laboratory's own authority; say its fingerprint.")
    made.command("certificate", cls=CommandWithHelp, help=explained)(certificate)
    return made


def check(folder: Folder = None, language: Language = None, as_json: Json = False) -> None:
    """Say which networks there are, and whether the open room can be reached."""
    speak(language)
    room = find_room(_folder(folder))
    if room is None:
        found, state = _found_here(), RoomState(open=False)
    else:
        with _Room(room).spoken_to() as line:
            line.ask(CheckNetwork(id=new_id()))
            found, state = line.found, line.state
    if as_json:
        answer_json({**found.model_dump(exclude={"type"}), "open": state.open, "urls": state.urls})
    else:
        for one in found.interfaces:
            trap = f"  {sentence_for(f'trap_{one.trap}', {'interface': one.name, 'address': one.address})}"
            answer(f"{one.name}  {one.address}{trap if one.trap else ''}")
        for finding in found.findings:
            answer(f"{_MARKS[finding.level]} {sentence_for(finding.code, finding.facts)}")
    if any(finding.level == "bad" for finding in found.findings):
        raise typer.Exit(Exit.NO)


def open_room(
    interface: Interface = None,
    port: Port = None,
    tls: Annotated[
        Literal["own", "imported", "plain"],
        typer.Option(help=_("own: the laboratory's authority; imported: --certificate and --key; plain: unencrypted.")),
    ] = "own",
    certificate: Annotated[Path | None, typer.Option(help=_("File of a certificate (PEM)."))] = None,
    key: Annotated[Path | None, typer.Option(help=_("File of its key (PEM)."))] = None,
    folder: Folder = None,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """Open the room on the network until Ctrl-C."""
    speak(language)
    place = _folder(folder)
    asked = OpenRoom(
        id=new_id(),
        interface=interface or _likeliest(),
        port=port or read_settings(place.path).room_port,
        tls=tls,
        certificate=str(certificate.resolve()) if certificate else None,
        key=str(key.resolve()) if key else None,
    )
    stop = stopped_by_signals()
    with _Room(ensure_room(place)).spoken_to() as line:
        line.ask(asked)
        _tell_opened(line.state, as_json=as_json)
        while not stop.wait(0.5) and line.is_connected:
            pass
        if not stop.wait(0):
            raise WorldError("room_not_opened", path=str(place.path), log="–")
        line.ask(CloseRoom(id=new_id()))


def enrolment_sheet(
    out: Annotated[Path, typer.Option(help=_("File to write (HTML)."))],
    folder: Folder = None,
    interface: Interface = None,
    port: Port = None,
    language: Language = None,
) -> None:
    """Write the sheet by which the laboratory's devices are enrolled: to be printed."""
    spoken = speak(language)
    address = _address_of(interface or _likeliest())
    # without a laboratory folder the usual port stands on the sheet
    chosen = folder or preset_folder()
    usual = read_settings(chosen).room_port if chosen is not None else RoomState(open=False).port
    own = Own(address, own_hosts(address), port or usual, secure=True)
    write_file(out, enrolment_sheet_of(own.url, spoken))
    answer(str(out))


def certificate(
    out: Annotated[Path | None, typer.Option(help=_("File to write (PEM)."))] = None,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """Write the certificate of the laboratory's own authority; say its fingerprint."""
    speak(language)
    found = Certificates.of_this_user().authority().certificate
    if out is not None:
        write_file(out, pem(found))
    words = fingerprint_words(found)
    if as_json:
        told = {
            "path": out,
            "sha256": fingerprint(found),
            "words": words,
            "until": found.not_valid_after_utc.isoformat(),
        }
        answer_json(told)
        return
    answer(" ".join(words))
    answer(f"SHA-256 {fingerprint(found)}")
    if out is not None:
        answer(str(out))


class _Room:
    """A line to the room for one command."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._welcome = Event()
        self.state = RoomState(open=False)
        self.found = NetworkFound(interfaces=(), findings=())
        self._client: RoomClient | None = None

    @property
    def is_connected(self) -> bool:
        """Whether the room is there."""
        return self._client is not None and self._client.is_connected

    @contextmanager
    def spoken_to(self) -> "Iterator[_Room]":
        """Connected within the block. Raises WorldError `room_not_opened`."""
        self._client = RoomClient(self._address, "lab room", self._hear, kind="demo")
        try:
            if not self._welcome.wait(ANSWER_S):
                raise WorldError("room_not_opened", path=self._address.url, log="–")
            yield self
        finally:
            self._client.close()

    def ask(self, request: OpenRoom | CloseRoom | CheckNetwork) -> None:
        """Ask and wait. Raises LabError as the room refuses."""
        assert self._client is not None
        self._client.request(request).result(ANSWER_S)

    def _hear(self, message: Message) -> None:
        if isinstance(message, RoomState):
            self.state = message
            self._welcome.set()
        elif isinstance(message, NetworkFound):
            self.found = message


def _tell_opened(state: RoomState, *, as_json: bool) -> None:
    if as_json:
        answer_json(state.model_dump(exclude={"type", "fault", "facts", "seen_from"}))
        return
    for url in state.urls:
        answer(url)
    if state.pin:
        answer(_("Code: {pin}").format(pin=state.pin))
    if state.fingerprint_words:
        answer(_("Certificate: {words}").format(words=" ".join(state.fingerprint_words)))
    if state.tls == "plain":
        say(sentence_for("plain_http", {}))
    say(_("Ctrl-C closes the room."))


def _found_here() -> NetworkFound:
    """What can be seen without a room."""
    import asyncio

    from lab.live.door.checking import check as look
    from lab.live.door.opening import CLOSED

    return asyncio.run(look(CLOSED, interfaces(), None))


def _likeliest() -> str:
    """The one connection that is no trap. Raises InputError `interface_unsaid` if there is none, or more than one."""
    there = interfaces()
    good = [one for one in there if one.trap is None]
    if len(good) != 1:
        raise InputError("interface_unsaid", known=[f"{one.name} ({one.address})" for one in there])
    return good[0].address


def _address_of(said: str) -> str:
    for one in interfaces():
        if said in (one.name, one.address):
            return one.address
    raise InputError("interface_unknown", interface=said, known=[one.address for one in interfaces()])


def _folder(folder: Path | None) -> LabFolder:
    chosen = folder or preset_folder()
    if chosen is None:
        raise InputError("export_folder_unsaid")
    return LabFolder.open(chosen)
