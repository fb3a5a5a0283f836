"""What a person calls themselves, made fit to stand as the author of what they put."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import count

LONGEST = 80
_GAPS = re.compile(r"\s+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of characters that nobody sees, and that can turn a line around or break it."""

_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Letters and marks of other kinds that show nothing: with one of them a name would look like somebody else's."""


def tidy(text: str) -> str:
    """The text in one line, without what cannot be seen."""
    spaced = _GAPS.sub(" ", _BLANK.sub("", unicodedata.normalize("NFC", text)))
    return "".join(one for one in spaced if unicodedata.category(one) not in _UNSEEN).strip()[:LONGEST].strip()


def told_apart(name: str, taken: Iterable[str]) -> str:
    """The name, with a number behind it if somebody is called so already: an author must be one person."""
    known = {_folded(one) for one in taken}
    if _folded(name) not in known:
        return name
    return next(one for one in (f"{name} ({number})" for number in count(2)) if _folded(one) not in known)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
