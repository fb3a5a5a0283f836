"""How a recording goes, for the person at the terminal: one line that is rewritten, or one line every ten seconds."""

import shutil
import sys
import threading
from pathlib import Path
from typing import TextIO

from lab.commands.sources import source_name
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.wording.figures import number
from recordings.messages import FactReport, Health, Levels, Opened, Report, SegmentOpened, SourceHealth, StateChanged

REWRITTEN_US = 200_000
TOLD_US = 10_000_000
BAR_CELLS = 10
BAR_DB = 60
"""dB from an empty to a full bar."""

MEGABYTE = 1_000_000
HOUR_S = 3600
LONG_S = 100 * HOUR_S

ERASE = "\r\x1b[K"
"""Back to the beginning of the line, and empty it (ECMA-48)."""


class Progress:
    """Listens to the recorder, in whatever thread, and shows elapsed time, size, rates, drops, levels, room left.

    Args:
        folder: where the media files are.
        shown: whether to show anything at all.
        terminal: whether a line can be rewritten.
    """

    def __init__(self, folder: Path, *, shown: bool, terminal: bool, to: TextIO | None = None) -> None:
        self._folder = folder
        self._shown = shown
        self._terminal = terminal
        self._to = to or sys.stderr
        self._lock = threading.Lock()
        self._files: set[Path] = set()
        self._begun_us: int | None = None
        self._told_us = 0
        self._health: Health | None = None
        self._levels: dict[str, float] = {}
        self._standing = False

    def hear(self, report: Report) -> None:
        """Take in a report, and show what is due."""
        with self._lock:
            if isinstance(report, FactReport):
                self._note(report)
            elif isinstance(report, Health):
                self._health = report
                self._show(report.at_us)
            elif isinstance(report, Levels):
                self._levels = report.levels
                if self._terminal:
                    self._show(report.at_us)
            elif isinstance(report, StateChanged) and report.state == "closed":
                self._clear()

    def say(self, text: str) -> None:
        """A line that stays, above the one that is rewritten."""
        with self._lock:
            self._clear()
            self._write(text + "\n")

    def end(self) -> None:
        """Leave no half of a line behind."""
        with self._lock:
            self._clear()

    def _note(self, report: FactReport) -> None:
        if isinstance(report.fact, Opened):
            self._begun_us = self._told_us = report.fact.at_us
        elif isinstance(report.fact, SegmentOpened):
            self._files.add(self._folder / report.fact.file)

    def _show(self, at_us: int) -> None:
        due_us = REWRITTEN_US if self._terminal else TOLD_US
        if not self._shown or self._begun_us is None or self._health is None or at_us - self._told_us < due_us:
            return
        self._told_us = at_us
        line = "  ".join(parts(at_us - self._begun_us, _size(self._files), self._health, self._levels))
        if self._terminal:
            self._write(ERASE + line[: shutil.get_terminal_size().columns - 1])
            self._standing = True
        else:
            self._write(line + "\n")

    def _clear(self) -> None:
        if self._standing:
            self._standing = False
            self._write(ERASE)

    def _write(self, text: str) -> None:
        try:
            self._to.write(text)
            self._to.flush()
        except OSError:
            self._shown = False  # nobody reads any more: a closed terminal must not end the recording


def parts(elapsed_us: int, size: int, health: Health, levels: dict[str, float]) -> list[str]:
    """What a line of progress says, each in a few letters."""
    told = [clock_text(elapsed_us), _("{n} MB").format(n=number(size / MEGABYTE))]
    told += [_of_source(name, source, levels) for name, source in health.sources.items()]
    dropped = sum(source.dropped for source in health.sources.values())
    told.append(_("dropped {n}").format(n=dropped))
    if health.left_s is not None:
        left = _("over 100 h") if health.left_s > LONG_S else clock_text(round(health.left_s * 1e6))
        told.append(_("disk for {time}").format(time=left))
    return told


def bar(level_db: float) -> str:
    """A level as a row of cells: empty at −60 dBFS, full at 0."""
    full = min(BAR_CELLS, max(0, round((level_db + BAR_DB) * BAR_CELLS / BAR_DB)))
    return "▮" * full + "▯" * (BAR_CELLS - full)


def _of_source(name: str, health: SourceHealth, levels: dict[str, float]) -> str:
    level_db = levels.get(name, health.level_db)
    if level_db is not None:
        return _("{source} {bar} {level} dB").format(source=source_name(name), bar=bar(level_db), level=round(level_db))
    return _("{source} {rate} fps").format(source=source_name(name), rate=number(health.fps))


def _size(files: set[Path]) -> int:
    """The bytes in those files that are in their place."""
    total = 0
    for file in files:
        try:
            total += file.stat().st_size
        except FileNotFoundError:
            continue  # somebody took it away: the recorder says so
    return total
