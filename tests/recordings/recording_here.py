"""The engine in the test's own process, stepped by the test."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from recordings import clock
from recordings.engine import Engine
from recordings.messages import Fact, FactReport, MediaHeader, Report
from recordings.plan import RecordingPlan, SourcePlan

SCREEN = SourcePlan(id="screen", kind="synthetic_screen", shows="screen")
CAMERA = SourcePlan(id="camera", kind="synthetic_camera", shows="face", fps=10)
CAPTURED = SourcePlan(id="capture", kind="synthetic_camera", shows="screen", fps=10)
"""The participant's own screen, which comes in as a camera does."""

VOICE = SourcePlan(id="voice", kind="synthetic_microphone", shows="voice")

PATIENCE_S = 30.0

Found = TypeVar("Found")


def a_plan(folder: Path, *sources: SourcePlan, segment: int = 1) -> RecordingPlan:
    """A plan whose session begins now."""
    return RecordingPlan(folder=folder, origin_us=clock.now_us(), sources=sources, segment=segment)


class Steered:
    """An engine, and all that it said."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.stills: list[tuple[MediaHeader, bytes]] = []
        self.engine = Engine(self.reports.append, lambda header, jpeg: self.stills.append((header, jpeg)))

    def of(self, kind: type[Found]) -> list[Found]:
        """All reports of a kind so far."""
        return [report for report in list(self.reports) if isinstance(report, kind)]

    def facts(self, kind: str) -> list[Fact]:
        """All facts of a type so far."""
        return [report.fact for report in self.of(FactReport) if report.fact.type == kind]

    def until(self, found: Callable[[], Found | None]) -> Found:
        """Tick until something is true of the engine or its reports, and return it."""
        deadline = time.monotonic() + PATIENCE_S
        while not (result := found()):
            assert time.monotonic() < deadline, [report.type for report in self.reports]
            self.engine.tick()
            time.sleep(0.02)
        return result


def paced(next_us: int, every_us: int) -> int:
    """Wait until a source of its own has its next picture or block; when the one after it is due."""
    next_us += every_us
    time.sleep(max(0, next_us - clock.now_us()) / 1e6)
    return next_us
