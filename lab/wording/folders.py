"""Sentences for the codes of the room "folders"."""

from lab.domain.errors import Facts
from lab.i18n import gettext as _
from lab.wording.types import Sentence

SENTENCES: dict[str, Sentence] = {}
