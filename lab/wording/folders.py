"""Sentences for the codes of the room "folders"."""

from lab.wording.types import Sentence

SENTENCES: dict[str, Sentence] = {}
