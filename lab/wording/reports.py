"""Sentences for the codes of the room "reports"."""

from lab.wording.types import Sentence

SENTENCES: dict[str, Sentence] = {}
