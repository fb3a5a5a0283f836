"""Errors as pages hear them: a code and facts, never a sentence, a name of ours or a trace."""

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from lab.domain.errors import InputError, LabError, RuleError, WorldError

STATUS: Mapping[str, int] = {
    "not_found": 404,
    "pin_wrong": 401,
    "invitation_spent": 401,
    "token_unknown": 401,
    "token_old": 401,
    "ticket_spent": 401,
    "removed": 401,
    "left": 401,
    "expired": 401,
    "rules_changed": 409,
    "open_elsewhere": 409,
    "room_full": 409,
    "wait": 429,
}
"""Where a code has a status of its own; else the kind of error decides."""

_OF_KIND: tuple[tuple[type[LabError], int], ...] = ((RuleError, 403), (InputError, 400), (WorldError, 503))
_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_long", 415: "request_broken", 422: "request_broken"}

_log = logging.getLogger(__name__)


def answer_errors(app: FastAPI) -> None:
    """Have an app answer every error in this way."""
    app.add_exception_handler(LabError, _of_ours)
    app.add_exception_handler(RequestValidationError, _broken)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def told(status: int, code: str, facts: Mapping[str, object] | None = None) -> JSONResponse:
    """An error as JSON."""
    return JSONResponse({"code": code, "facts": dict(facts or {})}, status)


def status_of(error: LabError) -> int:
    """The HTTP status of an error of ours."""
    by_kind = next((status for kind, status in _OF_KIND if isinstance(error, kind)), 400)
    return STATUS.get(error.code, by_kind)


async def _of_ours(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, LabError)
    # What the world failed at names folders and files of this machine.
    facts = {} if isinstance(error, WorldError) else error.facts
    answer = told(status_of(error), error.code, facts)
    if error.code == "wait" and isinstance(error.facts.get("seconds"), int):
        answer.headers["retry-after"] = str(error.facts["seconds"])
    return answer


async def _broken(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    faults = [f"{'.'.join(map(str, one['loc']))}: {one['type']}"[:200] for one in error.errors()[:5]]
    return told(422, "request_broken", {"faults": faults})


async def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    answer = told(error.status_code, _CODES.get(error.status_code, "not_allowed"))
    answer.headers.update(error.headers or {})
    return answer


async def _unexpected(_request: Request, error: Exception) -> JSONResponse:
    _log.error("a request of a page failed", exc_info=error)
    return told(500, "internal")
