"""Answers typed from paper in one line: numbers in the order of the questions, a dash where there is none. Pure."""

import re

from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from protocols.questionnaire import Questionnaire

_LEFT_OUT = frozenset({"-", "–", "—", "−"})


class MistypedError(ValueError):
    """What was typed does not fit the questionnaire; the words are for people."""


def typed_answers(questionnaire: Questionnaire, line: str) -> dict[str, int | None]:
    """Item id → answer, None where there is none. Raises MistypedError."""
    given = re.split(r"[\s,;]+", line.strip()) if line.strip() else []
    items = questionnaire.items
    if len(given) != len(items):
        words = ngettext(
            "{given} typed, and there is {n} question. Nothing was kept.",
            "{given} typed, and there are {n} questions. Nothing was kept.",
            len(items),
        )
        raise MistypedError(words.format(given=len(given), n=len(items)))
    found: dict[str, int | None] = {}
    for number, (item, typed) in enumerate(zip(items, given, strict=True), 1):
        if typed in _LEFT_OUT:
            found[item.id] = None
        elif typed.isdecimal() and item.minimum <= int(typed) <= item.maximum:
            found[item.id] = int(typed)
        else:
            words = _("Question {n} ({question}): “{typed}” is not on its scale, {low} to {high}. Nothing was kept.")
            raise MistypedError(
                words.format(
                    n=number,
                    question=item.text.in_language(language()),
                    typed=typed,
                    low=item.minimum,
                    high=item.maximum,
                )
            )
    return found
