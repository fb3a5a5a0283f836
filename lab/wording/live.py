"""Sentences for the codes of the room "live"."""

from lab.wording.types import Sentence

SENTENCES: dict[str, Sentence] = {}
