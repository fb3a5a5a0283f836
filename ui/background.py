"""Work off the GUI thread: `background.read(fn).on_done(show).start()`.

Writes run one after the other in one thread, so that they reach the store in the order in which they were asked for;
reads run beside them; `answer` waits without a thread for what somebody else works out. What comes back is delivered on
the GUI thread, and only while its owner still exists. An error without a handler goes to the alerts if it is one we
expect, else to the crash report.
"""

import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from typing import Generic, Self, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError

Result = TypeVar("Result")
READERS = 2
TURN_S = 0.001
"""So long a thread keeps the interpreter to itself while another waits for it (Python's own: 0.005). What the window
asks its parts while it is painted would else wait that long for every answer, as long as something is worked out here.
"""


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

    Attributes:
        is_over: its result was delivered, or nobody wants it; what is settled afterwards is dropped.

    Args:
        begin: has the work done somewhere, and sees to it that `settle` is called.
    """

    def __init__(self, begin: "Callable[[Operation[Result]], object]", background: "Background") -> None:
        self._begin = begin
        self._background = background
        self._owner: QObject | None = None
        self._done: Callable[[Result], object] | None = None
        self._failed: Callable[[LabError], object] | None = None
        self._finally: Callable[[], None] | None = None
        self.is_over = False

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
        """Begin the work; once everything is being closed, it is not begun any more."""
        if self._background.closed:
            return self
        self._background.started(self)
        self._begin(self)
        return self

    def settle(self, work: Callable[[], Result]) -> None:
        """Do the work, or take its result from where it is ready, and have that delivered. From any thread."""
        try:
            result = work()
        except LabError as error:
            self._background.deliver(partial(self._end, partial(self._fail, error)))
        except CancelledError:  # whoever was asked hangs up: there is nothing to tell
            self._background.deliver(partial(self._end, lambda: None))
        except BaseException as bug:  # noqa: BLE001 - the top of a thread: it is reported on the GUI thread
            self._background.deliver(partial(self._end, partial(_report, bug)))
        else:
            self._background.deliver(partial(self._end, partial(self._succeed, result)))

    def _end(self, deliver: Callable[[], None]) -> None:
        if self.is_over:
            return
        self.is_over = True
        self._background.ended(self)
        try:
            if self._owner is None or shiboken6.isValid(self._owner):
                self._tell(deliver)
        finally:
            # Here and not on the thread that lets go of this object last: they may hold windows.
            self._owner = self._done = self._failed = self._finally = None

    def _tell(self, deliver: Callable[[], None]) -> None:
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
        sys.setswitchinterval(TURN_S)
        self._mailbox = _Mailbox()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="ui-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="ui-read")
        self._running: set[int] = set()
        self.closed = False

    def read(self, work: Callable[[], Result]) -> Operation[Result]:
        """Work that changes nothing; several run at the same time."""
        return Operation(lambda operation: self._readers.submit(operation.settle, work), self)

    def write(self, work: Callable[[], Result]) -> Operation[Result]:
        """Work that changes something; it waits for the writes before it."""
        return Operation(lambda operation: self._writer.submit(operation.settle, work), self)

    def answer(self, ask: Callable[[], Future[Result]]) -> Operation[Result]:
        """What somebody else works out; no thread waits for it. `ask` is called by `start`, where that is called."""
        return Operation(
            lambda operation: ask().add_done_callback(lambda future: operation.settle(future.result)), self
        )

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
