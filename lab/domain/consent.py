"""What a participant agreed to, and what may therefore be recorded and shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Scope(StrEnum):
    """One thing a person can agree to; each is a separate line of the form."""

    TAKE_PART = "take_part"
    SCREEN = "screen"
    FACE = "face"
    VOICE = "voice"
    OBSERVERS = "observers"
    CLIPS_INTERNAL = "clips_internal"
    CLIPS_PUBLIC = "clips_public"
    RECONTACT = "recontact"


SCOPE_OF_WHAT_IS_SHOWN = {
    "screen": Scope.SCREEN,
    "face": Scope.FACE,
    "room": Scope.FACE,
    "hands": Scope.FACE,
    "voice": Scope.VOICE,
    "system_sound": Scope.SCREEN,
}
"""What a source shows → the scope that lets it be recorded. A room camera and hands show a person: as a face."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A signed form.

    Attributes:
        version: of the form's text.
        language: the form was signed in.
        signed_on: the date on the paper.
        on_paper: somebody saw the signature.
    """

    version: str
    language: str
    signed_on: date
    scopes: frozenset[Scope]
    on_paper: bool

    @property
    def allows_session(self) -> bool:
        """Whether a session may be held at all."""
        return self.on_paper and Scope.TAKE_PART in self.scopes


def may_record(shows: str, scopes: Iterable[Scope]) -> bool:
    """Whether a source that shows this may be recorded under these scopes. Raises KeyError for an unknown `shows`."""
    return SCOPE_OF_WHAT_IS_SHOWN[shows] in frozenset(scopes)
