"""Opens and closes the room on the network, and keeps it open under the address that the interface has."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.x509 import Certificate
from starlette.types import ASGIApp

from lab.domain.errors import InputError, LabError, WorldError
from lab.live.door.certificates import Certificates, Shown
from lab.live.door.checking import check
from lab.live.door.choice_file import ChoiceFile
from lab.live.door.fingerprint import fingerprint, fingerprint_words
from lab.live.door.interfaces import Find, Interface, interfaces
from lab.live.door.key_files import pem
from lab.live.door.limits import USUAL, Limits
from lab.live.door.listener import Listener, bound
from lab.live.door.opening import CLOSED, Choice, Opening
from lab.live.door.own import Own
from lab.live.door.plainly import sent_to_tls
from lab.live.door.tls import server_context
from lab.live.messages import NetworkFound

LOOK_EVERY_S = 5.0

Build = Callable[[Own], ASGIApp]
"""Makes the app that is served under these names."""

Tell = Callable[[Opening, Opening], None]
"""Hears how the door stood and how it stands now."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Open:
    """What exists while the door is open."""

    interface: Interface
    own: Own
    shown: Shown
    listener: Listener
    serving: "asyncio.Task[None]"
    context: ssl.SSLContext | None


class Door:
    """The room's way to the network.

    Args:
        build: makes the app for the names under which it is opened.
        tell: hears of every change.
        kept: where the choice is kept until the machine is started anew.
        find: the interfaces there are.
    """

    def __init__(
        self,
        build: Build,
        tell: Tell,
        kept: ChoiceFile,
        certificates: Certificates,
        find: Find = interfaces,
        limits: Limits = USUAL,
    ) -> None:
        self._build = build
        self._tell = tell
        self._kept = kept
        self._certificates = certificates
        self._find = find
        self._limits = limits
        self._opening = CLOSED
        self._open: _Open | None = None
        self._wanted: Choice | None = None
        self._changing = asyncio.Lock()

    @property
    def opening(self) -> Opening:
        """How it stands."""
        return self._opening

    async def open(self, choice: Choice) -> None:
        """Let pages in by an interface; where it is open already, under the new choice.

        Raises:
            InputError: `interface_unknown`, `address_not_private`, `certificate_refused` (all faults).
            WorldError: `port_in_use`, `port_forbidden`, `address_gone`, or certificates cannot be read or written.
                The door stands as it did.
        """
        async with self._changing:
            found = await self._open_by(choice)
            # From now on by its name: its address may become another.
            self._wanted = replace(choice, interface=found.name)
            await asyncio.to_thread(self._kept.write, self._wanted)

    async def close(self) -> None:
        """Let nobody in any more, and send everybody away. Closed already is no fault."""
        async with self._changing:
            self._wanted = None
            await asyncio.to_thread(self._kept.forget)
            await self._shut()
            self._say(CLOSED)

    async def check(self) -> NetworkFound:
        """Look at the interfaces, and whether it can be reached. Raises WorldError `interfaces_unknown`."""
        there = await asyncio.to_thread(self._find)
        trusted = await asyncio.to_thread(self._trusted) if self._context() is not None else None
        return await check(self._opening, there, trusted)

    async def authority(self) -> Certificate:
        """The laboratory's own authority. Raises WorldError where it can be neither read nor made."""
        return (await asyncio.to_thread(self._certificates.authority)).certificate

    async def leave(self) -> None:
        """The room ends: send everybody away. The next room opens as before."""
        async with self._changing:
            self._wanted = None
            await self._shut()

    async def keep_open(self, look_every_s: float = LOOK_EVERY_S) -> None:
        """Open as before, and follow the interface and the certificate, until cancelled. What hinders it is told."""
        try:
            self._wanted = await asyncio.to_thread(self._kept.read)
        except LabError as error:
            _log.warning("how the room was open is not known: %s %s", error.code, error.facts)
            self._say(replace(self._opening, fault=(error.code, error.facts)))
        while True:
            if self._wanted is not None:
                async with self._changing:
                    await self._look(self._wanted)
            await asyncio.sleep(look_every_s)

    def seen(self, address: str) -> None:
        """A page was loaded from this address."""
        own = self._opening.own
        if own is not None and not self._opening.seen_from and not _is_here(address, own):
            self._say(replace(self._opening, seen_from=address))

    # Within; the lock is held.

    async def _look(self, choice: Choice) -> None:
        try:
            found = await self._interface(choice)
            if self._open is None or self._open.interface.address != found.address:
                _log.info("the interface %s is at %s", found.name, found.address)
                await self._open_by(choice)
            elif await asyncio.to_thread(self._certificates.needs_another, self._open.shown):
                await self._show_another(choice, self._open)
            elif self._opening.fault is not None:
                self._say(replace(self._opening, fault=None))
        except LabError as error:
            self._hindered(choice, error)

    async def _interface(self, choice: Choice) -> Interface:
        there = await asyncio.to_thread(self._find)
        if self._open is not None and choice is self._wanted and self._open.interface in there:
            return self._open.interface
        for one in there:
            if choice.interface in (one.address, one.name):
                return one
        raise InputError("interface_unknown", interface=choice.interface, known=[one.address for one in there])

    async def _open_by(self, choice: Choice) -> Interface:
        interface = await self._interface(choice)
        shown, context = await asyncio.to_thread(self._prepare, choice, interface)
        own = Own(interface.address, shown.hosts, choice.port, secure=context is not None)
        before = self._open
        if before is not None and (before.interface.address, before.own.port) == (interface.address, choice.port):
            # The port is taken by ourselves. Nothing is left that can fail but somebody who snatches it.
            await self._shut()
        listening = bound(interface.address, choice.port)
        await self._shut()
        ready = asyncio.Event()
        listener = Listener(self._build(own), sent_to_tls(own), self._limits, self._context, ready.set)
        serving = asyncio.ensure_future(listener.serve(sockets=[listening]))
        self._open = _Open(interface, own, shown, listener, serving, context)
        await ready.wait()
        self._say(_standing(self._open, choice))
        return interface

    def _prepare(self, choice: Choice, interface: Interface) -> tuple[Shown, ssl.SSLContext | None]:
        shown = self._certificates.shown(choice, interface.address)
        return shown, _context_of(shown)

    async def _show_another(self, choice: Choice, now: _Open) -> None:
        """Show a newer certificate from the next connection on; nobody is cut off."""
        shown, context = await asyncio.to_thread(self._prepare, choice, now.interface)
        self._open = replace(now, shown=shown, context=context)
        self._say(replace(_standing(self._open, choice), seen_from=self._opening.seen_from))

    async def _shut(self) -> None:
        was, self._open = self._open, None
        if was is not None:
            was.listener.should_exit = True
            await was.serving

    def _hindered(self, choice: Choice, error: LabError) -> None:
        fault = (error.code, error.facts)
        if self._opening.fault != fault:
            _log.warning("the room cannot be open: %s %s", error.code, error.facts)
        if self._open is None:
            self._say(Opening(tls=choice.tls, interface=choice.interface, fault=fault))
        else:
            self._say(replace(self._opening, fault=fault))

    def _trusted(self) -> ssl.SSLContext:
        """What devices of this laboratory trust: the system's authorities, and its own."""
        context = ssl.create_default_context()
        if self._opening.tls == "own":
            context.load_verify_locations(cadata=pem(self._certificates.authority().certificate).decode())
        return context

    def _context(self) -> ssl.SSLContext | None:
        return self._open.context if self._open is not None else None

    def _say(self, opening: Opening) -> None:
        before, self._opening = self._opening, opening
        if before != opening:
            self._tell(before, opening)


def _context_of(shown: Shown) -> ssl.SSLContext | None:
    if shown.files is None:
        return None
    try:
        return server_context(*shown.files)
    except OSError as error:
        raise WorldError("certificates_unreadable", path=str(shown.files[0]), reason=str(error)) from error


def _standing(now: _Open, choice: Choice) -> Opening:
    certificate = now.shown.certificate
    return Opening(
        own=now.own,
        tls=choice.tls,
        interface=now.interface.name,
        fingerprint=fingerprint(certificate) if certificate is not None else "",
        fingerprint_words=fingerprint_words(certificate) if certificate is not None else (),
        until=certificate.not_valid_after_utc.isoformat() if certificate is not None else "",
    )


def _is_here(address: str, own: Own) -> bool:
    return address == own.address or address.startswith("127.")
