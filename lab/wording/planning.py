"""Sentences for the codes of the room "planning"."""

from lab.wording.types import Sentence

SENTENCES: dict[str, Sentence] = {}
