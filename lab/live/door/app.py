"""The app of the second listener: everything that a person's page may ask for.

Each part of the room hangs its routes on here, in `MOUNTS`. Persons come in by this app alone, and workstations and
recorders never by it.
"""

from collections.abc import Callable, Sequence

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp

from lab.live.door import page_files
from lab.live.people import routes as people
from lab.live.room import Room
from lab.live.talk import routes as talk

Mount = Callable[[Room], APIRouter]
"""Makes the routes of one part of the room."""

MOUNTS: tuple[Mount, ...] = (
    people.router,
    talk.router,
    # The files of the page come last: what others serve below `/page/` goes before them.
    page_files.router,
)


def application(room: Room, mounts: Sequence[Mount] = MOUNTS) -> ASGIApp:
    """The routes of the room's page. No documentation of them is served."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    for mount in mounts:
        app.include_router(mount(room))
    return app
