"""Work off the GUI thread: `background.read(fn).on_done(show).start()`.

Writes run one after the other in one thread, so that they reach the store in the order in which they were asked for;
reads run beside them. What comes back is delivered on the GUI thread, and only while its owner still exists. An error
without a handler goes to the alerts if it is one we expect, else to the crash report.
"""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Generic, Self, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError

Result = TypeVar("Result")
READERS = 2


class _Mailbox(QObject):
    """Carries calls from any thread to the GUI thread."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._call)

    def _call(self, call: Callable[[], None]) -> None:
        call()


class Operation(Generic[Result]):
    """One piece of work and what happens with its result.

    The callbacks run on the GUI thread; with an owner, not after the owner is gone.
    """

    def __init__(self, work: Callable[[], Result], executor: Executor, background: "Background") -> None:
        self._work = work
        self._executor = executor
        self._background = background
        self._owner: QObject | None = None
        self._done: Callable[[Result], object] | None = None
        self._failed: Callable[[LabError], object] | None = None
        self._finally: Callable[[], None] | None = None

    def owned_by(self, owner: QObject) -> Self:
        """Nothing is called any more once the owner is gone."""
        self._owner = owner
        return self

    def on_done(self, call: Callable[[Result], object]) -> Self:
        """Call with the result."""
        self._done = call
        return self

    def on_error(self, call: Callable[[LabError], object]) -> Self:
        """Call with an expected error, instead of showing it in the alerts."""
        self._failed = call
        return self

    def finally_do(self, call: Callable[[], None]) -> Self:
        """Call afterwards, however it ended."""
        self._finally = call
        return self

    def start(self) -> Self:
        """Queue the work; once everything is being closed, it is not begun any more."""
        if self._background.closed:
            return self
        self._background.started(self)
        self._executor.submit(self._run)
        return self

    def _run(self) -> None:
        try:
            result = self._work()
        except LabError as error:
            self._background.deliver(partial(self._end, partial(self._fail, error)))
        except BaseException as bug:  # noqa: BLE001 - the top of a thread: it is reported on the GUI thread
            self._background.deliver(partial(self._end, partial(_report, bug)))
        else:
            self._background.deliver(partial(self._end, partial(self._succeed, result)))

    def _end(self, deliver: Callable[[], None]) -> None:
        self._background.ended(self)
        if self._owner is not None and not shiboken6.isValid(self._owner):
            return
        try:
            deliver()
        finally:
            if self._finally is not None:
                self._finally()

    def _succeed(self, result: Result) -> None:
        if self._done is not None:
            self._done(result)

    def _fail(self, error: LabError) -> None:
        if self._failed is not None:
            self._failed(error)
        else:
            self._background.on_unhandled(error)


def _report(bug: BaseException) -> None:
    sys.excepthook(type(bug), bug, bug.__traceback__)


class Background(QObject):
    """Owns the threads."""

    def __init__(self, on_unhandled: Callable[[LabError], None]) -> None:
        super().__init__()
        self.on_unhandled = on_unhandled
        self._mailbox = _Mailbox()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="ui-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="ui-read")
        self._running: set[int] = set()
        self.closed = False

    def read(self, work: Callable[[], Result]) -> Operation[Result]:
        """Work that changes nothing; several run at the same time."""
        return Operation(work, self._readers, self)

    def write(self, work: Callable[[], Result]) -> Operation[Result]:
        """Work that changes something; it waits for the writes before it."""
        return Operation(work, self._writer, self)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way and everything is delivered."""
        return not self._running

    def deliver(self, call: Callable[[], None]) -> None:
        """Have `call` called on the GUI thread. From any thread."""
        self._mailbox.arrived.emit(call)

    def started(self, operation: Operation[Result]) -> None:
        """An operation was queued."""
        self._running.add(id(operation))

    def ended(self, operation: Operation[Result]) -> None:
        """An operation came back."""
        self._running.discard(id(operation))

    def close(self) -> None:
        """Let what was begun end, drop the reads that were not begun, and end the threads."""
        self.closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
