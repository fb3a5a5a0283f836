"""Scores of one person's answers to one questionnaire, by the methods their authors published.

SUS: Brooke 1996; grades: Sauro & Lewis 2012/2016. UMUX-Lite: Lewis, Utesch & Maher 2013. SEQ: Sauro & Dumas 2009.
NASA-TLX without weights: Hart & Staveland 1988. Of CSAT, CES and the likelihood to recommend the answer is the score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from protocols.questionnaire import Questionnaire

SUS_NEUTRAL = 3
SUS_MOST_MISSING = 2
TLX_STEP = 5
"""The scales of NASA-TLX have 21 marks; each step between them is worth five of a hundred."""

_GRADES: tuple[tuple[float, str], ...] = (
    (84.1, "A+"),
    (80.8, "A"),
    (78.9, "A-"),
    (77.2, "B+"),
    (74.1, "B"),
    (72.6, "B-"),
    (71.1, "C+"),
    (65.0, "C"),
    (62.7, "C-"),
    (51.7, "D"),
)


class RefusalCode(StrEnum):
    """Why a score cannot be given."""

    TOO_MANY_MISSING = "too_many_missing"
    OUT_OF_SCALE = "answer_out_of_scale"
    UNKNOWN_ITEM = "unknown_item"
    WRONG_COUNT = "wrong_number_of_answers"


class ScoringRefused(Exception):  # noqa: N818 - refusing is the answer
    """The answers cannot be scored honestly; `code` says why, `facts` name the items and numbers."""

    def __init__(self, code: RefusalCode, **facts: str | float) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Score:
    """The score of one person.

    Attributes:
        value: the score on the method's own scale: SUS, UMUX-Lite and NASA-TLX 0 to 100, SEQ and CES 1 to 7, CSAT 1 to
            5, likelihood to recommend 0 to 10, a mean on the scale of its items.
        imputed: ids of unanswered items that were counted as the middle of the scale.
        sus_equivalent: for UMUX-Lite the SUS score it predicts (22.9 to 87.9), else None.
    """

    value: float
    imputed: tuple[str, ...] = ()
    sus_equivalent: float | None = None


def score(questionnaire: Questionnaire, answers: Mapping[str, int | None]) -> Score:
    """Score the answers (item id → answer, None or left out where there is none).

    Only SUS knows what to do with an unanswered item. Raises ScoringRefused for unknown items, answers outside
    their scale, and too many unanswered items.
    """
    check_answers(questionnaire, answers)
    given = [answers.get(item.id) for item in questionnaire.items]
    if questionnaire.scoring == "sus":
        value, positions = sus(given)
        return Score(value, tuple(questionnaire.items[position - 1].id for position in positions))
    complete = [answer for answer in given if answer is not None]
    if len(complete) < len(given):
        raise ScoringRefused(RefusalCode.TOO_MANY_MISSING, missing=len(given) - len(complete), most=0)
    if questionnaire.scoring == "umux_lite":
        raw, equivalent = umux_lite(complete)
        return Score(raw, sus_equivalent=equivalent)
    if questionnaire.scoring == "nasa_tlx":
        return Score(TLX_STEP * sum(complete) / len(complete))
    return Score(sum(complete) / len(complete))


def ends(questionnaire: Questionnaire) -> tuple[float, float]:
    """The least and the greatest score that one person can give by the questionnaire's method."""
    if questionnaire.scoring in {"sus", "umux_lite", "nasa_tlx"}:
        return 0.0, 100.0
    lows, highs = zip(*((item.minimum, item.maximum) for item in questionnaire.items), strict=True)
    return sum(lows) / len(lows), sum(highs) / len(highs)


def sus(answers: Sequence[int | None]) -> tuple[float, tuple[int, ...]]:
    """SUS score 0 to 100 of ten answers 1 to 5, and the positions (from 1) of items counted as 3.

    Odd items count a − 1, even ones 5 − a, the sum 2.5 times. An unanswered item counts as the middle; more than
    two of them are refused with ScoringRefused.
    """
    _check_count(answers, 10)
    _check_scale(answers, 1, 5)
    missing = tuple(position for position, answer in enumerate(answers, 1) if answer is None)
    if len(missing) > SUS_MOST_MISSING:
        raise ScoringRefused(RefusalCode.TOO_MANY_MISSING, missing=len(missing), most=SUS_MOST_MISSING)
    total = 0
    for position, answer in enumerate(answers, 1):
        counted = SUS_NEUTRAL if answer is None else answer
        total += counted - 1 if position % 2 else 5 - counted
    return total * 2.5, missing


def umux_lite(answers: Sequence[int]) -> tuple[float, float]:
    """UMUX-Lite of two answers 1 to 7: the raw score 0 to 100, and the SUS score that it predicts."""
    _check_count(answers, 2)
    _check_scale(answers, 1, 7)
    raw = (sum(answers) - 2) * 100 / 12
    return raw, sus_predicted(raw)


def sus_predicted(umux_lite: float) -> float:
    """The SUS score that a UMUX-Lite score of 0 to 100, or the mean of several, predicts: 22.9 to 87.9."""
    return 0.65 * umux_lite + 22.9


def sus_grade(mean: float) -> str:
    """Grade of the *mean* SUS score of several people (never of one), rounded to one decimal first, a half up.

    By the decimal digits: 72.55 in binary lies a little below, and `round` would take it down.
    """
    rounded = Decimal(repr(round(mean, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return next((grade for least, grade in _GRADES if rounded >= Decimal(repr(least))), "F")


def check_answers(questionnaire: Questionnaire, answers: Mapping[str, int | None]) -> None:
    """Raise ScoringRefused for an answer to no item of it, or outside its item's scale."""
    items = {item.id: item for item in questionnaire.items}
    for item_id, answer in answers.items():
        item = items.get(item_id)
        if item is None:
            raise ScoringRefused(RefusalCode.UNKNOWN_ITEM, item=item_id)
        if answer is not None and not item.minimum <= answer <= item.maximum:
            raise ScoringRefused(
                RefusalCode.OUT_OF_SCALE, item=item_id, answer=answer, minimum=item.minimum, maximum=item.maximum
            )


def _check_scale(answers: Sequence[int | None], minimum: int, maximum: int) -> None:
    for position, answer in enumerate(answers, 1):
        if answer is not None and not minimum <= answer <= maximum:
            raise ScoringRefused(
                RefusalCode.OUT_OF_SCALE, item=str(position), answer=answer, minimum=minimum, maximum=maximum
            )


def _check_count(answers: Sequence[int | None], wanted: int) -> None:
    if len(answers) != wanted:
        raise ScoringRefused(RefusalCode.WRONG_COUNT, found=len(answers), wanted=wanted)
