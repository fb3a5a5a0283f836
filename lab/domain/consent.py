"""What a participant agreed to, and what may therefore be recorded and shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from protocols.library import SAMPLE

FORM_VERSION = "1"
"""Of the consent form that the program prints. Grows with every change of its words: a signed form names the version
that was signed.
"""


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
class TakenBack:
    """That a participant withdrew: the day, and who noted it. Their reasons are their own and are not kept."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Consent:
    """A signed form; or, with the sample service alone, the word of somebody who tries the laboratory on themselves.

    Attributes:
        version: of the form's text.
        language: the form was signed in.
        signed_on: the date on the paper, or the day of the word.
        on_paper: somebody saw the signature.
        self_trial: nobody signed and there is no participant: the laboratory tries itself.
        taken_back: the participant withdrew; what was signed stays on record and allows nothing any more.
    """

    version: str
    language: str
    signed_on: date
    scopes: frozenset[Scope]
    on_paper: bool
    self_trial: bool = False
    taken_back: TakenBack | None = None

    def allows_session(self, protocol_id: str) -> bool:
        """Whether a session with this protocol may be held at all: a self-trial only with the sample service's."""
        given = self.on_paper or (self.self_trial and protocol_id == SAMPLE)
        return given and Scope.TAKE_PART in self.in_force

    @property
    def in_force(self) -> frozenset[Scope]:
        """What the participant agrees to now."""
        return self.scopes if self.taken_back is None else frozenset()


def may_record(shows: str, scopes: Iterable[Scope]) -> bool:
    """Whether a source that shows this may be recorded under these scopes. Raises KeyError for an unknown `shows`."""
    return SCOPE_OF_WHAT_IS_SHOWN[shows] in frozenset(scopes)
