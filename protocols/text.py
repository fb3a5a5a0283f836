"""A text that people read, in every language of the laboratory."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

LANGUAGES: tuple[str, ...] = ("en", "ru")

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000)]
"""Text in one language: never empty, without white space at its ends."""


class Frozen(BaseModel):
    """What every object of this room is: immutable, and without keys that nobody asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


def is_russian(code: str) -> bool:
    """Whether a language code such as "ru", "ru_RU" or "ru-RU" means Russian."""
    return code.lower().replace("-", "_").split("_")[0] == "ru"


class Text(Frozen):
    """The same words in English and in Russian; neither may be missing."""

    en: Words
    ru: Words

    def in_language(self, code: str) -> str:
        """The words in the language `code` ("ru", "ru_RU"); every other language reads English."""
        return self.ru if is_russian(code) else self.en
