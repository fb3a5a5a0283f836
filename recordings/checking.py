"""The check before the start in this process, without room or session: what was recorded is thrown away."""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from recordings import clock
from recordings.engine import Engine
from recordings.messages import Check, Checked, Report
from recordings.plan import RecordingPlan, SourcePlan

__all__ = ["check_here"]

ANSWERS_S = 10.0
"""Devices that do not deliver by then are checked as they are."""

TICK_S = 0.05


def check_here(sources: Sequence[SourcePlan], make: Callable[[RecordingPlan], Check]) -> Checked:
    """Open the devices, check them all together, give them back.

    Args:
        make: says what to check, once the devices deliver; the plan has the session clock.

    Raises:
        RecordingError: as `Engine.arm`.
    """
    reports: list[Report] = []
    with tempfile.TemporaryDirectory() as folder:
        plan = RecordingPlan(folder=Path(folder), origin_us=clock.now_us(), sources=tuple(sources))
        engine = Engine(reports.append, lambda _header, _still: None)
        try:
            engine.arm(plan)
            _wait(engine)
            engine.check(make(plan))
            while engine.state == "checking":
                time.sleep(TICK_S)
                engine.tick()
        finally:
            engine.close()
    return next(report for report in reversed(reports) if isinstance(report, Checked))


def _wait(engine: Engine) -> None:
    """Until every device delivers or has said what is wrong with it."""
    ends_s = time.monotonic() + ANSWERS_S
    while (lineup := engine.lineup) is not None and time.monotonic() < ends_s:
        faulty = {fault.source for fault in lineup.faults()}
        if all(state.ready or state.id in faulty for state in lineup.states()):
            return
        time.sleep(TICK_S)
        engine.tick()
