"""What lies beside a judgement by inspection: a file that was copied into the laboratory, or a link or number."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lab.domain.ids import RoundId


class Condition(StrEnum):
    """How an artefact lies there now."""

    KEPT = "kept"
    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Artefact:
    """One artefact of one unit.

    Attributes:
        unit: the page or document that is judged from it.
        name: the file's name as it was given; of a link or number, that itself.
        sha256, size: of the file as it was copied; empty and 0 for a link or number.
        by, at: who attached it, when.
        detached_by: who took it off again; empty while it is attached.
    """

    id: str
    round_id: RoundId
    criterion: str
    unit: str
    name: str
    sha256: str
    size: int
    by: str
    at: datetime
    detached_by: str = ""

    @property
    def is_file(self) -> bool:
        """Whether it is a file that lies in the laboratory folder."""
        return bool(self.sha256)
