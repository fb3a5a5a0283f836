"""The language a command was asked to speak; without a word the system's, which is in force already."""

from lab.domain.errors import InputError
from lab.i18n import LANGUAGES, language, use_language


def speak(said: str | None) -> str:
    """Speak it from now on; what is spoken. Raises InputError `language_unknown`."""
    if said is None:
        return language()
    if said not in LANGUAGES:
        raise InputError("language_unknown", language=said, known=", ".join(LANGUAGES))
    use_language(said)
    return said
