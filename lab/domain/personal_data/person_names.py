"""Names of people in free text: those the laboratory knows, and what looks like one in Russian or English.

A heuristic: it sees patronymics, initials with a surname, forms of address, and common given names in all their cases.
A rare given name that stands alone it does not see, which is why a person reads the list, and may look for more.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from lab.domain.personal_data.given_names import ENGLISH, RUSSIAN, WORDS_TOO
from lab.domain.personal_data.traces import Kind, Trace

_CAPITAL = r"[A-ZА-ЯЁ][a-zа-яё]+(?:-[A-ZА-ЯЁ][a-zа-яё]+)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:(?:ов|ев)ич(?:а|у|ем|е)?|(?:овн|евн)(?:а|ы|е|у|ой|ою)|(?:ич|инич)н(?:а|ы|е|у|ой|ою))"
_INITIALS = r"(?:[A-ZА-ЯЁ]\.\s?){1,2}"
_SHAPES = (
    re.compile(rf"(?<!\w)(?:{_CAPITAL}\s+){{0,2}}{_PATRONYMIC}(?!\w)(?:\s+{_CAPITAL})?"),
    re.compile(rf"(?<!\w){_CAPITAL}\s+[A-ZА-ЯЁ]\.\s?[A-ZА-ЯЁ]\.(?!\w)"),
    re.compile(rf"(?<![\w.]){_INITIALS}{_CAPITAL}(?!\w)"),
    re.compile(
        rf"(?<!\w)(?:Mr|Mrs|Ms|Miss|Dr|Prof|г-н|г-жа|гр|гражданин|гражданка|господин|госпожа)\.?\s+"
        rf"(?P<name>{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})(?!\w)"
    ),
)
_HARD = "|а|у|ом|е|ы|ов"
_SOFT = "й|ь|я|ю|ем|е|и"
_FEMININE = "а|я|ы|и|е|у|ю|ой|ей|ою|ею"
_SHORTEST_STEM = 4


def names_in(text: str, known: Iterable[str] = ()) -> Iterator[Trace]:
    """Every name, in no order; some may overlap. `known`: names that the laboratory has written down elsewhere."""
    for shape in (*_SHAPES, _given_names(), *map(_shape_of, sorted(set(known)))):
        for found in shape.finditer(text):
            group = "name" if "name" in shape.groupindex else 0
            yield Trace(Kind.NAME, found.start(group), found.end(group), found[group])


@cache
def _given_names() -> re.Pattern[str]:
    """A given name, with the capitalised word beside it; of names that are words too only with a surname behind."""
    sure = "|".join(
        sorted({*_russian_forms(), *(f"{name}(?:’s|'s)?" for name in ENGLISH.split())}, key=len, reverse=True)
    )
    words_too = "|".join(WORDS_TOO.split())
    return re.compile(rf"(?<![\w-])(?:(?:{sure})(?![\w-])(?:\s+{_CAPITAL})?|(?:{words_too})\s+{_CAPITAL})(?!\w)")


def _russian_forms() -> Iterator[str]:
    for name in RUSSIAN.split():
        if name[-1] in "ая":
            yield f"{name[:-1]}(?:{_FEMININE})"
        elif name[-1] in "йь":
            yield f"{name[:-1]}(?:{_SOFT})"
        else:
            yield f"{name}(?:{_HARD})"


@lru_cache(maxsize=512)
def _shape_of(name: str) -> re.Pattern[str]:
    """A known name, whole or by its surname, in any case of its declension. What is called by its part, with one
    capital at its beginning ("Demonstration moderator"), is looked for whole: its first word is no name.
    """
    words = name.split()
    capital = [word for word in words if word[:1].isupper() and not any(map(str.isdigit, word))]
    if len(capital) == 1 < len(words):
        return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    parts = [part for part in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name) if part[:1].isupper() and len(part) > 1]
    long = [rf"{re.escape(_stem(part))}\w{{0,3}}" if len(part) > _SHORTEST_STEM else re.escape(part) for part in parts]
    if not long:
        return re.compile(r"(?!)")
    whole = r"\.?\s+".join(long)
    return re.compile(rf"(?<!\w)(?:{_INITIALS})?(?:{whole}|{'|'.join(reversed(long))})(?!\w)")


def _stem(part: str) -> str:
    """A Russian name without the ending that its cases change."""
    return part.rstrip("аяйьыи") if re.search(r"[а-яё]$", part) else part
