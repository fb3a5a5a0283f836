"""The shape of a sentence maker."""

from collections.abc import Callable

from lab.domain.errors import Facts

Sentence = Callable[[Facts], str]
