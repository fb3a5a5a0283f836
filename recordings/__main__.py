"""The recorder process, `python -P -m recordings`: one JSON line on stdin, `{"address_file", "token"}`.

It dials the room whose address the file holds, and does what the room says. Exit code 0 after a good end, 2
if the line on stdin is wrong.
"""

import json
import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from recordings import attendance, clock
from recordings.ending import StopFlag, end_process
from recordings.engine import Engine
from recordings.errors import RecordingError, code_of
from recordings.link import Address, EventsLine, MediaLine
from recordings.messages import (
    Arm,
    Check,
    Choose,
    Command,
    Failed,
    Hello,
    Observe,
    Pause,
    Quit,
    Resume,
    Start,
    Stills,
    Stop,
)

TICK_S = 0.1
LAST_WORDS_S = 2.0

_REFUSED = frozenset({"not_now", "not_a_command", "source_unknown", "interrupted"})
"""Commands that made no sense were refused before anything was touched."""

_log = logging.getLogger("recordings")


class Recorder:
    """The engine and its line to the room, in one process."""

    def __init__(self, address: Address) -> None:
        self._leaving = StopFlag()
        self._last_fault = ""
        self._events = EventsLine(address, self._hello)
        self._media = MediaLine(address, self._media_line_changed)
        self._engine = Engine(self._events.send, self._media.send, interrupted=self._leaving)

    def run(self) -> None:
        """Obey until there is no more to do."""
        self._events.start()
        self._media.start()
        try:
            while not self._leaving.is_set():
                command = self._events.next_command(TICK_S)
                if command is not None:
                    self._obey(command)
                self._tick()
                self._leave_when_forgotten()
        finally:
            self._engine.close()
            self._events.flush(LAST_WORDS_S)
            self._media.close()
            self._events.close()

    def leave(self) -> None:
        """End in good order, from any thread or signal handler."""
        self._leaving.set()

    def _obey(self, command: Command) -> None:
        try:
            self._carry_out(command)
        except RecordingError as error:
            _log.warning("%s: %s", command.type, error)
            self._events.send(Failed(code=error.code, facts=error.facts, harmless=error.code in _REFUSED))
        except Exception as error:  # noqa: BLE001  # the top of this process: reported, and recording goes on
            _log.exception("%s could not be carried out", command.type)
            goes_on = self._engine.state in ("recording", "paused")
            facts: dict[str, object] = {"command": command.type, "why": str(error)}
            self._events.send(Failed(code=code_of(error), facts=facts, harmless=goes_on))

    def _tick(self) -> None:
        """Let the engine look around. Whatever it stumbles over, what is being recorded goes on."""
        try:
            self._engine.tick()
        except Exception as error:  # noqa: BLE001  # likewise
            if repr(error) != self._last_fault:
                self._last_fault = repr(error)
                _log.exception("looking after the recording failed")
                self._events.send(Failed(code=code_of(error), facts={"why": str(error)}, harmless=True))

    def _carry_out(self, command: Command) -> None:
        match command:
            case Arm(plan=plan):
                self._engine.arm(plan)
            case Start():
                self._engine.start()
            case Pause():
                self._engine.pause()
            case Resume():
                self._engine.resume()
            case Stop():
                self._engine.stop()
            case Check():
                self._engine.check(command)
            case Stills() | Observe():
                self._engine.onlookers.heed(command)
            case Choose(source=source, device=device):
                self._engine.choose(source, device)
            case Quit():
                self._quit()
            case _:
                raise RecordingError("not_a_command", command=command.type)

    def _media_line_changed(self, is_open: bool) -> None:
        self._engine.onlookers.line(is_open=is_open)

    def _quit(self) -> None:
        if self._engine.state in ("recording", "paused"):
            raise RecordingError("not_now", command="quit", state=self._engine.state)
        self._leaving.set()

    def _leave_when_forgotten(self) -> None:
        plan = self._engine.plan
        session_us = clock.now_us() - plan.origin_us if plan else 0
        booked_end_us = plan.booked_end_us if plan else None
        if attendance.is_over(self._engine.state, self._events.alone_us, session_us, booked_end_us):
            _log.warning("nobody has spoken to this recorder for %d s", self._events.alone_us // 1_000_000)
            self._engine.stop("unattended")
            self._leaving.set()

    def _hello(self) -> Hello:
        engine = self._engine
        engine.tell_again()
        return Hello(pid=os.getpid(), state=engine.state, plan=engine.plan, segment=engine.highest_segment)


def main() -> int:
    """Read the line on stdin and run; return the exit code."""
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(threadName)s %(message)s"
    )
    try:
        told = json.loads(sys.stdin.readline())
        address = Address(Path(told["address_file"]), str(told["token"]))
    except (ValueError, KeyError, TypeError) as error:
        # No traceback: it could show the token.
        _log.error("the line on stdin is wrong: %s", error)
        return 2
    recorder = Recorder(address)

    def leave(_signal: int, _frame: FrameType | None) -> None:
        recorder.leave()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    recorder.run()
    return 0


if __name__ == "__main__":
    end_process(main())
