"""The page and its files, out of the program itself: read once, so that no path leads anywhere else."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from lab.i18n import LANGUAGES
from lab.live.page_texts import page_texts
from lab.live.room import Room

INDEX = "index.html"

_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
    "txt": "text/plain; charset=utf-8",
}
"""What browsers are told. Not what the system thinks: on Windows a program may have made scripts plain text."""


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    media_type: str
    tag: str


def router(_room: Room) -> APIRouter:
    """The routes `/` and `/page/…`. Anybody may ask; nothing in these files is about anybody."""
    files = _all_files()
    routes = APIRouter()

    @routes.get("/", include_in_schema=False)
    async def index(request: Request) -> Response:
        return _answer(files[INDEX], request)

    @routes.get("/page/words/{language}.json", include_in_schema=False)
    async def words(language: str, request: Request) -> Response:
        if language not in LANGUAGES:
            raise HTTPException(404)
        texts = await asyncio.to_thread(page_texts, language)
        content = json.dumps({"language": language, "texts": texts}, ensure_ascii=False).encode()
        return _answer(_made(content, _TYPES["json"]), request)

    @routes.get("/page/{path:path}", include_in_schema=False)
    async def file(path: str, request: Request) -> Response:
        if path not in files:
            raise HTTPException(404)
        return _answer(files[path], request)

    return routes


def _answer(file: _File, request: Request) -> Response:
    """The file, or that the browser has it already: it asks each time, so that no update of the program is missed."""
    headers = {"cache-control": "no-cache", "etag": file.tag}
    if file.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)


def _made(content: bytes, media_type: str) -> _File:
    return _File(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def _all_files() -> dict[str, _File]:
    found: dict[str, _File] = {}
    _gather(resources.files("lab.live") / "page", "", found)
    return found


def _gather(folder: Traversable, below: str, found: dict[str, _File]) -> None:
    for one in folder.iterdir():
        if one.is_dir():
            _gather(one, f"{below}{one.name}/", found)
            continue
        media_type = _TYPES.get(one.name.rpartition(".")[2])
        if media_type is not None:
            found[below + one.name] = _made(one.read_bytes(), media_type)
