"""The app of the second listener: everything that a person's page may ask for, behind its guards.

Each part of the room hangs its routes on here, in `MOUNTS`. Persons come in by this app alone, and workstations and
recorders never by it.
"""

from collections.abc import Callable, Sequence

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from lab.live.door import enrolment, page_files
from lab.live.door.bodies import SmallBodies
from lab.live.door.errors import answer_errors
from lab.live.door.guards import Guards
from lab.live.door.haste import Haste, Unhurried
from lab.live.door.headers import SecurityHeaders
from lab.live.door.limits import USUAL, Limits
from lab.live.door.own import Own
from lab.live.people import routes as people
from lab.live.relay import routes as relay
from lab.live.room import Room
from lab.live.talk import routes as talk

Mount = Callable[[Room], APIRouter]
"""Makes the routes of one part of the room."""

MOUNTS: tuple[Mount, ...] = (
    people.router,
    talk.router,
    relay.router,
    enrolment.router,
    # The files of the page come last: what others serve below `/page/` goes before them.
    page_files.router,
)


def application(room: Room, mounts: Sequence[Mount] = MOUNTS) -> FastAPI:
    """The routes of the room's page, without their guards. No documentation of them is served."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    answer_errors(app)
    for mount in mounts:
        app.include_router(mount(room))
    return app


def guarded(app: ASGIApp, own: Own, seen: Callable[[str], None], limits: Limits = USUAL) -> ASGIApp:
    """An app as it may stand on a network.

    Args:
        seen: hears from which address the page was loaded.
    """
    inner = Guards(_Seen(SmallBodies(app, limits.body), seen), own)
    return Unhurried(SecurityHeaders(inner, own), Haste(limits), limits.hasty_s)


class _Seen:
    """ASGI middleware that tells from where the page is loaded: within the guards, so that it was loaded indeed."""

    def __init__(self, app: ASGIApp, seen: Callable[[str], None]) -> None:
        self._app = app
        self._seen = seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/" and scope.get("client"):
            self._seen(scope["client"][0])
        await self._app(scope, receive, send)
