"""What the routes' own description allows, and what it does not, as each kind of caller: never a fault of ours."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from fastapi.openapi.utils import get_openapi
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from lab.folder import LabFolder
from lab.live.door.app import application
from lab.live.room import Room
from tests.lab.live.door.asgi import Answer, ask
from tests.lab.live.people.callers import CALLERS, Asking

EXAMPLES, FEW = 40, 2
OF_OURS = 500
REFUSALS = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503}


Case = schemathesis.Case[Any]


class Visit:
    """Somebody of one kind; when they are gone, the next of that kind comes."""

    def __init__(self, room: Room, name: str) -> None:
        self._room, self._name = room, name
        self._asking: Asking | None = None

    def token(self) -> str:
        """By which they ask now."""

        async def coming() -> Asking:
            return await CALLERS[self._name](self._room.people)

        asking = self._asking
        if asking is None or (asking.may and asking.person and not self._room.people.principal_of(asking.person.id)):
            self._room.people.invitations.withdraw_all()
            asking = self._asking = asyncio.run(coming())
        return asking.token


def answered(app: object, case: Case, token: str) -> Answer:
    """Send what was made up."""
    given_ = case.as_transport_kwargs(base_url="http://127.0.0.1")
    made = requests.Request(**given_).prepare()
    target = urlsplit(str(made.url))
    path = target.path + (f"?{target.query}" if target.query else "")
    headers = {name: str(value) for name, value in made.headers.items() if str(value).isascii()}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = made.body if isinstance(made.body, bytes) else str(made.body or "").encode()
    return ask(app, path, str(made.method), headers, body)  # type: ignore[arg-type]


def asked_of(folder: Path, name: str, mode: GenerationMode, examples: int) -> set[int]:
    """Ask every route of a room so often as somebody of this kind; the statuses that were answered."""
    room = Room(LabFolder.create(folder), 1)
    app = application(room)
    described = get_openapi(title="room", version="1", routes=app.routes)
    visit = Visit(room, name)
    seen: set[int] = set()
    usual = settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    for result in schemathesis.openapi.from_dict(described).get_all_operations():
        operation = result.ok() if isinstance(result, Ok) else None
        assert operation is not None
        if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query):
            continue  # nothing of it could be wrong

        @usual
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask_it(case: Case) -> None:
            answer = answered(app, case, visit.token())
            assert answer.status < OF_OURS or answer.status in REFUSALS, (case, answer)
            assert answer.status < 300 or b'"code"' in answer.body, (case, answer)
            seen.add(answer.status)

        ask_it()
    return seen


@pytest.mark.soak
@pytest.mark.allow_warning_logs
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", CALLERS)
def test_that_whatever_is_asked_is_no_fault_of_ours(tmp_path: Path, name: str, mode: GenerationMode) -> None:
    assert asked_of(tmp_path / "lab", name, mode, EXAMPLES) & {200, 204, 401, 422}


@pytest.mark.allow_warning_logs
def test_that_a_little_of_it_is_no_fault_of_ours_either(tmp_path: Path) -> None:
    assert asked_of(tmp_path / "lab", "muted", GenerationMode.POSITIVE, FEW) & {200, 204, 401, 422}
