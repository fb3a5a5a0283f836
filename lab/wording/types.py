"""The shape of a sentence maker."""

from collections.abc import Callable

from lab.domain.errors import Facts

Sentence = Callable[[Facts], str]


class _Told(dict[str, object]):
    """Facts for a template: what was not told is a dash, so that a missing fact never hides a sentence."""

    def __missing__(self, name: str) -> str:
        return "–"


def said(template: Callable[[], str]) -> Sentence:
    """The sentence of a template with its facts in braces; the template is asked for in the language in force."""
    return lambda facts: template().format_map(_Told(facts))
