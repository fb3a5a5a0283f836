"""A questionnaire: the items a participant answers after a task or after the session."""

from typing import Annotated, Literal

from pydantic import Field

from protocols.identity import Id, Url, Version
from protocols.text import Frozen, Text, is_russian

Scoring = Literal["sus", "seq", "umux_lite", "nasa_tlx", "csat", "ces", "nps", "mean"]


class Validated(Frozen):
    """In which languages the wording was validated by a published study."""

    en: bool
    ru: bool

    def in_language(self, code: str) -> bool:
        """Whether the wording that a reader of the language `code` sees is a validated one."""
        return self.ru if is_russian(code) else self.en


class Item(Frozen):
    """One statement or question and its scale: whole numbers from `minimum` (`low`) to `maximum` (`high`)."""

    id: Id
    text: Text
    minimum: Annotated[int, Field(ge=0, le=100)]
    maximum: Annotated[int, Field(ge=0, le=100)]
    low: Text
    high: Text


class Questionnaire(Frozen):
    """Items, the method that scores them, and whom to credit.

    Attributes:
        source: the publication the items and the scoring come from.
        credit: what must be printed where the questionnaire or its results are shown.
    """

    format: Literal["questionnaire/1"]
    id: Id
    version: Version
    title: Text
    source: Text
    licence: Text
    credit: Text
    url: Url | None = None
    validated: Validated
    instruction: Text | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=100)]
    scoring: Scoring

    def item(self, item_id: str) -> Item:
        """The item with this id. Raises KeyError when the questionnaire has none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)
