"""Searching free text for people."""

from collections.abc import Iterable

from lab.domain.personal_data.numbers import numbers_in
from lab.domain.personal_data.person_names import names_in
from lab.domain.personal_data.secrets import secrets_in
from lab.domain.personal_data.traces import Kind, Trace, apart


def traces_in(text: str, known: Iterable[str] = ()) -> tuple[Trace, ...]:
    """What tells who somebody is, in the order of the text and apart from each other. Of pieces that overlap a secret
    stays, else the longest, else the one that says more (a document before a telephone). `known`: names to look for.
    """
    found = [*secrets_in(text), *numbers_in(text), *names_in(text, known)]
    # The sort is stable: of equally long pieces the first found stays.
    return apart(sorted(found, key=lambda one: (one.kind is not Kind.SECRET, one.start - one.end)))
