"""What a person is told of the devices while a command records."""

from collections.abc import Callable

from lab.commands.answering import say
from lab.commands.sources import source_name
from lab.i18n import gettext as _
from lab.wording import sentence_for
from recordings.messages import Armed, DeviceFault, Failed, Report, SourceState, StateChanged


class DevicesHeard:
    """Says what is wrong with devices, once each time, and remembers which of them ever delivered.

    Before anything is written it only listens: whoever records may refuse to begin, and says why itself.

    Attributes:
        begun: whether recording has begun.
        delivered: ids of the sources that ever delivered.
        faults: what is wrong now.
    """

    def __init__(self, tell: Callable[[str], None] = say) -> None:
        self.begun = False
        self.delivered: set[str] = set()
        self.faults: tuple[DeviceFault, ...] = ()
        self._tell = tell
        self._said: set[tuple[str, str]] = set()
        self._sources: tuple[SourceState, ...] = ()

    def said(self, code: str) -> bool:
        """Whether a fault of this code was said and is still so."""
        return any(said == code for _source, said in self._said)

    def hear(self, report: Report) -> None:
        """Listen to the recorder, in whatever thread."""
        if isinstance(report, Failed) and report.harmless:
            self._tell(sentence_for(report.code, report.facts))
        elif isinstance(report, Armed):
            self.delivered.update(source.id for source in report.sources if source.ready)
            self.faults, self._sources = report.faults, report.sources
            if self.begun:
                self._tell_faults()
        elif isinstance(report, StateChanged) and report.state == "recording":
            self.begun = True
            self._tell_sizes()
            self._tell_faults()

    def _tell_faults(self) -> None:
        for fault in self.faults:
            if (fault.source, fault.code) not in self._said:
                self._tell(sentence_for(fault.code, fault.facts))
        self._said = {(fault.source, fault.code) for fault in self.faults}

    def _tell_sizes(self) -> None:
        """A part of the screen of odd size is recorded one pixel smaller, as the encoder wants it."""
        for source in self._sources:
            size = f"{source.width}x{source.height}"
            asked = source.device.partition("+")[0].partition("-")[0]
            if source.kind == "screen" and source.ready and "x" in source.device and _is_odd(asked):
                self._tell(
                    _("The {source} is recorded as {size} px: pictures have even sides.").format(
                        source=source_name(source.id), size=size
                    )
                )


def _is_odd(size: str) -> bool:
    """Whether it is a size, and one of its sides an odd number."""
    sides = size.split("x")
    return len(sides) == len("wh") and all(side.isdecimal() for side in sides) and any(int(side) % 2 for side in sides)
