"""What the items of the checklist are filled from, and the small pieces that several of them say."""

from collections.abc import Iterable
from dataclasses import dataclass

from lab.i18n import language
from lab.reports.cif.model import CifAnswer, CifTable
from lab.reports.document import ReportDocument
from lab.reports.facts import Audience, RoundFacts
from lab.reports.names import Names
from protocols.text import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """The round, and the report of it that the figures are taken from: the same numbers, said once."""

    facts: RoundFacts
    document: ReportDocument

    @property
    def names(self) -> Names:
        """Names for ids, withheld where the report is public."""
        return Names(self.facts, self.audience)

    @property
    def audience(self) -> Audience:
        """For whom it is made."""
        return Audience(self.document.audience)


def lines(*said: str | None) -> CifAnswer:
    """An answer of sentences; empty ones are left out."""
    return CifAnswer(lines=tuple(one for one in said if one))


def table(header: Iterable[str], rows: Iterable[Iterable[str]], *said: str | None) -> CifAnswer:
    """An answer of a table, with sentences before it; no rows, no table."""
    made = tuple(tuple(row) for row in rows)
    tables = (CifTable(header=tuple(header), rows=made),) if made else ()
    return CifAnswer(lines=tuple(one for one in said if one), tables=tables)


def text(said: Text | None) -> str | None:
    """A text of the protocol in the language in force."""
    return said.in_language(language()) if said is not None else None
