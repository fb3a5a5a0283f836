"""Who is let through: a table of method, host, origin and where the browser says that it comes from."""

import json
from dataclasses import replace

import pytest

from lab.live.door.app import guarded
from lab.live.door.limits import USUAL
from lab.live.door.own import Own
from tests.lab.live.door.asgi import Answer, ask
from tests.lab.live.door.opened import small_app

OWN = Own("192.168.1.5", ("192.168.1.5", "lab.local"), 8770, secure=True)
HOST, ORIGIN = "192.168.1.5:8770", "https://192.168.1.5:8770"
BY_NAME = {"host": "LAB.local:8770", "origin": "https://lab.local:8770"}
LINK = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
CHANGES = {"host": HOST, "origin": ORIGIN, "x-lab": "1"}


def asked(path: str, headers: dict[str, str], method: str = "GET", kind: str = "http") -> Answer:
    return ask(guarded(small_app(), OWN, lambda _address: None), path, method, headers, kind=kind)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        # Typed, scanned, or a program: no Origin, no Sec-Fetch-Site.
        ("GET", "/", {"host": HOST}, 200),
        ("GET", "/", {"host": HOST, "sec-fetch-site": "none"}, 200),
        ("GET", "/", BY_NAME, 200),
        # A foreign name that leads here (rebinding), or none, or one without the port.
        ("GET", "/", {"host": "evil.example:8770"}, 403),
        ("GET", "/", {"host": "192.168.1.5"}, 403),
        ("GET", "/", {"host": "192.168.1.5:8770.evil.example"}, 403),
        ("GET", "/", {"host": "127.0.0.1:8770"}, 403),
        ("GET", "/", {}, 403),
        # Other origins, also such as look alike.
        ("GET", "/", {"host": HOST, "origin": "https://evil.example"}, 403),
        ("GET", "/", {"host": HOST, "origin": "null"}, 403),
        ("GET", "/", {"host": HOST, "origin": "http://192.168.1.5:8770"}, 403),
        ("GET", "/", {"host": HOST, "origin": "https://192.168.1.5"}, 403),
        # A link on another site leads to the page, a picture or a script from there does not.
        ("GET", "/", {"host": HOST, **LINK}, 200),
        ("GET", "/stream", {"host": HOST, **LINK}, 403),
        ("GET", "/", {"host": HOST, **LINK, "sec-fetch-dest": "iframe"}, 403),
        ("GET", "/", {"host": HOST, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ("GET", "/", {"host": HOST, "sec-fetch-site": "same-site"}, 403),
        # What changes something needs all of it.
        ("POST", "/echo", CHANGES, 200),
        ("POST", "/echo", {**CHANGES, "sec-fetch-site": "same-origin"}, 200),
        ("POST", "/echo", {**CHANGES, "sec-fetch-site": "cross-site"}, 403),
        ("POST", "/echo", {"host": HOST, "origin": ORIGIN}, 403),
        ("POST", "/echo", {"host": HOST, "x-lab": "1"}, 403),
        ("POST", "/echo", {**CHANGES, "x-lab": "0"}, 403),
        ("POST", "/echo", {**CHANGES, "origin": "https://evil.example"}, 403),
        ("POST", "/echo", {**CHANGES, **LINK}, 403),
        ("OPTIONS", "/echo", {"host": HOST, "origin": "https://evil.example"}, 403),
        ("DELETE", "/echo", {"host": HOST}, 403),
    ],
)
def test_that_only_our_own_page_is_let_through(method: str, path: str, headers: dict[str, str], status: int) -> None:
    answer = asked(path, headers, method)
    assert answer.status == status
    if status == 403:
        assert json.loads(answer.body) == {"code": "not_allowed", "facts": {}}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": HOST, "origin": ORIGIN}, 101),
        ({"host": HOST, "origin": ORIGIN, "sec-fetch-site": "same-origin"}, 101),
        (BY_NAME, 101),
        ({"host": HOST}, 403),
        ({"host": HOST, "origin": "null"}, 403),
        ({"host": HOST, "origin": "https://evil.example"}, 403),
        ({"host": "evil.example:8770", "origin": ORIGIN}, 403),
        ({"host": HOST, "origin": ORIGIN, "sec-fetch-site": "cross-site"}, 403),
        ({"host": HOST, "origin": ORIGIN, **LINK}, 403),
    ],
)
def test_that_a_socket_is_turned_away_before_it_is_accepted(headers: dict[str, str], status: int) -> None:
    assert asked("/ws", headers, kind="websocket").status == status


@pytest.mark.parametrize("headers", [{"host": HOST}, {"host": "evil.example"}])
def test_that_every_answer_tells_the_browser_what_it_must_not_do(headers: dict[str, str]) -> None:
    said = asked("/", headers).headers
    assert "default-src 'none'" in said["content-security-policy"]
    assert "wss://192.168.1.5:8770" in said["content-security-policy"]
    assert "unsafe" not in said["content-security-policy"]
    assert said["x-content-type-options"] == "nosniff"
    assert said["referrer-policy"] == "no-referrer"
    assert said["cross-origin-opener-policy"] == said["cross-origin-resource-policy"] == "same-origin"
    assert said["cache-control"] == "no-store"
    assert not {"strict-transport-security", "access-control-allow-origin", "server"} & said.keys()


def test_that_a_large_body_is_refused_announced_or_not() -> None:
    app = guarded(small_app(), OWN, lambda _address: None, limits=replace(USUAL, body=1000))
    for headers in (CHANGES, {**CHANGES, "content-length": "1001"}):
        answer = ask(app, "/echo", "POST", headers, b"x" * 1001)
        assert (answer.status, json.loads(answer.body)["code"]) == (413, "too_long")
    assert ask(app, "/echo", "POST", CHANGES, b"x" * 1000).body == b"1000"


def test_that_errors_say_a_code_and_nothing_of_ours() -> None:
    assert asked("/nowhere", {"host": HOST}).body == b'{"code":"not_found","facts":{}}'
    put = asked("/echo", CHANGES, "PUT")
    assert (put.status, put.body) == (405, b'{"code":"method_not_allowed","facts":{}}')
