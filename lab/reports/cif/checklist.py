"""The checklist of the Common Industry Format, as it is shipped (`checklist.yaml`)."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

FILE = Path(__file__).parent / "checklist.yaml"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Title(_Frozen):
    """The same words in both languages."""

    en: str
    ru: str


class ChecklistItem(_Frozen):
    """One thing that a report must say (R), or should (r)."""

    id: str
    need: Literal["R", "r"]
    en: str
    ru: str


class ChecklistSection(_Frozen):
    """Items that belong together."""

    id: str
    title: Title
    items: tuple[ChecklistItem, ...]


class Checklist(_Frozen):
    """All of it, in the order of a report."""

    sections: tuple[ChecklistSection, ...]


@cache
def checklist() -> Checklist:
    """The shipped checklist."""
    return Checklist.model_validate(YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8")))
