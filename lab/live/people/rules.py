"""The rules of the room, which everybody accepts who joins."""

from lab.i18n import LANGUAGES, in_language
from lab.wording.room_rules import room_rules

RULES_VERSION = "1"
"""Grows with every change of their words: the record of a session names the version that was accepted."""


def rules() -> dict[str, str]:
    """Language → the rules, one on each line."""
    told = {}
    for language in LANGUAGES:
        with in_language(language):
            told[language] = "\n".join(f"• {rule}" for rule in room_rules())
    return told
