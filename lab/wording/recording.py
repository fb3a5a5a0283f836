"""Sentences for the codes of the room "recording"."""

from lab.wording.types import Sentence

SENTENCES: dict[str, Sentence] = {}
