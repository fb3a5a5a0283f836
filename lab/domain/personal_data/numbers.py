"""Addresses and numbers that belong to one person: e-mail, telephone, passport, SNILS, INN, bank card.

Numbers are told from other numbers by their check digits, or by the word before them. A number that is called SNILS and
fails its check is most likely a mistyped one, and so is found too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lab.domain.personal_data.traces import Kind, Trace

_CALLED_WITHIN = 25
"""Characters before a number in which its name is looked for."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d+])(?:(?:\+7|\b8)[\s(.-]*\d{3}[\s).-]*\d{3}[\s.-]*\d{2}[\s.-]*\d{2}"
    r"|\+[1-9]\d{0,2}(?:[\s().-]{0,2}\d){7,12}"
    r"|\(\d{3,5}\)[\s-]*\d{1,3}[\s-]\d{2}[\s-]\d{2})(?!\d)"
)
_SNILS = re.compile(r"(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}(?!\d)")
_INN = re.compile(r"(?<!\d)(?:\d{12}|\d{10})(?!\d)")
_PASSPORT = re.compile(r"(?<!\d)\d{2} ?\d{2}(?: ?№ ?| ?N ?| )?\d{6}(?!\d)")
_FOREIGN_PASSPORT = re.compile(r"(?<!\w)[A-Z]{1,2} ?\d{6,8}(?!\w)|(?<!\d)\d{2} ?№? ?\d{7}(?!\d)")
_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)")
_SPACED_PASSPORT = re.compile(r"\d{2} ?\d{2}(?: |.*№).*\d{6}")


@dataclass(frozen=True, slots=True)
class _Document:
    """A document number: what it looks like, what it is called, and whether its digits prove it by themselves."""

    kind: Kind
    shape: re.Pattern[str]
    called: re.Pattern[str]
    proves: Callable[[str], bool]


def numbers_in(text: str) -> Iterator[Trace]:
    """Every address and number of a person, in no order; some may overlap."""
    yield from (_trace(Kind.EMAIL, found) for found in _EMAIL.finditer(text))
    for document in _DOCUMENTS:
        for found in document.shape.finditer(text):
            before = text[max(0, found.start() - _CALLED_WITHIN) : found.start()]
            if document.proves(found[0]) or document.called.search(before):
                yield _trace(document.kind, found)
    yield from (_trace(Kind.PHONE, found) for found in _PHONE.finditer(text))


def is_snils(written: str) -> bool:
    """Whether the check digits are right; numbers up to 001-001-998 have none and prove nothing."""
    digits = _digits(written)
    if len(digits) != 11 or _number(digits[:9]) <= 1_001_998:
        return False
    rest = sum(digit * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True)) % 101
    return (0 if rest == 100 else rest) == _number(digits[9:])


def is_inn_of_a_person(written: str) -> bool:
    """Twelve digits whose last two are their check digits."""
    digits = _digits(written)
    if len(digits) != 12 or not any(digits):
        return False
    return _inn_check(digits[:10], (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) == digits[10] and (
        _inn_check(digits[:11], (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) == digits[11]
    )


def is_card(written: str) -> bool:
    """Sixteen digits that pass Luhn's check."""
    digits = _digits(written)
    doubled = [digit if place % 2 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(digits)]
    return len(digits) == 16 and any(digits) and sum(doubled) % 10 == 0


def _inn_check(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 % 10


def _digits(written: str) -> list[int]:
    return [int(character) for character in written if character.isascii() and character.isdigit()]


def _number(digits: list[int]) -> int:
    return int("".join(map(str, digits)))


def _trace(kind: Kind, found: re.Match[str]) -> Trace:
    return Trace(kind, found.start(), found.end(), found[0])


def _never(_written: str) -> bool:
    return False


def _is_spaced_like_a_passport(written: str) -> bool:
    return _SPACED_PASSPORT.fullmatch(written) is not None


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PASSPORT_WORDS = _word(r"паспорт|passport|серия|\bID card\b")
_DOCUMENTS = (
    _Document(Kind.SNILS, _SNILS, _word(r"снилс|snils|страховой номер"), is_snils),
    _Document(Kind.INN, _INN, _word(r"\bинн\b|\binn\b|tax(?:payer)? (?:id|number)"), is_inn_of_a_person),
    _Document(Kind.PASSPORT, _PASSPORT, _PASSPORT_WORDS, _is_spaced_like_a_passport),
    _Document(Kind.PASSPORT, _FOREIGN_PASSPORT, _PASSPORT_WORDS, _never),
    _Document(Kind.CARD, _CARD, _word(r"карт[аыуе]|card"), is_card),
)
