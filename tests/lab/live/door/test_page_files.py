"""The page comes out of the program with types that browsers take, and nothing else comes with it."""

import json
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from lab.folder import LabFolder
from lab.live.door.app import application
from lab.live.room import Room
from tests.lab.live.door.asgi import ask


@pytest.fixture
def app(tmp_path: Path) -> ASGIApp:
    return application(Room(LabFolder.create(tmp_path / "lab"), pid=1))


def test_that_the_page_is_at_the_root_and_is_not_sent_twice(app: ASGIApp) -> None:
    first = ask(app)
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    assert first.headers["cache-control"] == "no-cache"
    again = ask(app, headers={"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["/docs", "/redoc", "/openapi.json", "/page/", "/page/../messages.py", "/page//etc/passwd", "/page/nothing.js"],
)
def test_that_nothing_else_is_served(app: ASGIApp, path: str) -> None:
    assert ask(app, path).status == 404


def test_that_the_texts_come_in_the_languages_there_are(app: ASGIApp) -> None:
    answer = ask(app, "/page/words/ru.json")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert json.loads(answer.body)["texts"]["People"] == "Люди"
    assert ask(app, "/page/words/de.json").status == 404
