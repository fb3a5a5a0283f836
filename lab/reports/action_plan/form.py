"""The form of the workbook: its columns, its words, and what its hidden sheet says. Writer and reader share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lab.domain.action_plan import Answer, Choice, Column
from lab.i18n import LANGUAGES, in_language, language
from lab.i18n import gettext as _
from lab.wording.action_plans import choice_word

FILE = "action-plan.xlsx"
FORMAT = "action-plan/1"
HIDDEN = "_lab"
"""The sheet that belongs to the program."""

COLUMNS = tuple(Column)
OWNERS = (Column.WHAT, Column.WHY, Column.OWNER, Column.DUE, Column.UNTIL, Column.BY)
"""The columns that the owner fills in."""

DAYS = frozenset({Column.DUE, Column.UNTIL})


def choice_of(word: str) -> Choice | None:
    """The decision that a word means, in any of our languages; None for another word."""
    said = _plain(word)
    for code in LANGUAGES:
        with in_language(code):
            for choice in Choice:
                if said in {_plain(choice_word(choice)), choice.value}:
                    return choice
    return None


def _plain(word: str) -> str:
    return " ".join(word.split()).casefold()


def sheet_name() -> str:
    """The sheet that the owner fills in; at most 31 letters."""
    return _("Action plan")


def day_format() -> str:
    """How a cell shows a day."""
    return "dd.mm.yyyy" if language() == "ru" else "yyyy-mm-dd"


def day_in_figures(day: date) -> str:
    """A day as a cell shows it."""
    return f"{day:%d.%m.%Y}" if language() == "ru" else day.isoformat()


@dataclass(frozen=True, slots=True)
class Known:
    """What the file knows of a line: its number, what its owner read, what stood decided, and the answer then."""

    number: str
    read: str
    standing: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class About:
    """What the hidden sheet says.

    Attributes:
        document: SHA-256 of what the report of the same export says; its `bundle.json` names it too.
        plan: `plan_hash` of what was asked.
        lines: by subject.
    """

    round_id: str
    language: str
    made_at: datetime
    document: str
    plan: str
    lines: Mapping[str, Known]
