"""Requests that wait for their answer, in the order in which they were made."""

import threading
from concurrent.futures import Future

from lab.domain.errors import InputError, LabError, RuleError, WorldError
from lab.live.messages import Acknowledged, Pong, Refused, Request

Answer = Acknowledged | Pong

_FAULTS: dict[str, type[LabError]] = {"rule": RuleError, "input": InputError, "world": WorldError}


class Outbox:
    """What was asked and not yet answered. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, tuple[Request, Future[Answer]]] = {}
        self._closed = False

    def __len__(self) -> int:
        with self._lock:
            return len(self._waiting)

    def add(self, request: Request) -> "Future[Answer]":
        """Remember a request until it is answered; cancelled at once when nobody waits any more."""
        answer: Future[Answer] = Future()
        with self._lock:
            if self._closed:
                answer.cancel()
            else:
                self._waiting[request.id] = (request, answer)
        return answer

    def unanswered(self) -> tuple[Request, ...]:
        """All that must be said again to a room that came back."""
        with self._lock:
            return tuple(request for request, _answer in self._waiting.values())

    def settle(self, message: Acknowledged | Refused | Pong) -> bool:
        """Hand an answer to whoever waits for it; False if nobody does."""
        with self._lock:
            _request, answer = self._waiting.pop(message.id or "", (None, None))
        if answer is None or not answer.set_running_or_notify_cancel():
            return answer is not None
        if isinstance(message, Refused):
            answer.set_exception(_FAULTS[message.fault](message.code, **message.facts))
        else:
            answer.set_result(message)
        return True

    def cancel_all(self) -> None:
        """Give up waiting, for good."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = list(self._waiting.values()), {}
        for _request, answer in waiting:
            answer.cancel()
