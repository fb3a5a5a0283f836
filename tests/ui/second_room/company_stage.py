"""A second room on the stage: people come and go as the test says, and what is asked of the room is noted."""

from concurrent.futures import Future
from typing import Any

from lab.domain.errors import LabError
from lab.live.messages import ChatSaid, HandRaised, People, PersonState, Request, RoomState
from ui.bridge import Bridge
from ui.memory import Memory
from ui.second_room.company import Company

ADDRESS = "https://192.168.10.5:8770"
UNTIL = "2099-01-01T10:00:00+00:00"


def person(name: str, state: str = "here", **fields: Any) -> PersonState:
    """Somebody; their id is their name in small letters."""
    told = {"id": name.lower(), "name": name, "role": "observer", "state": state, "since": "2026-11-27T10:00:00+00:00"}
    return PersonState.model_validate(told | fields)


class StagedRoom:
    """Stands for the line and for the room behind it.

    Attributes:
        asked: every request. refuses: with what the next ones are answered; None: they are carried out.
    """

    def __init__(self, memory: Memory | None = None) -> None:
        self.asked: list[Request] = []
        self.refuses: LabError | None = None
        self.bridge = Bridge()
        self.company = Company(self.bridge, lambda: self, memory or Memory())

    def request(self, message: Request) -> "Future[Any]":
        """As the client's."""
        self.asked.append(message)
        answer: Future[Any] = Future()
        if self.refuses is not None:
            answer.set_exception(self.refuses)
        else:
            answer.set_result(None)
        return answer

    def opens(self, **fields: Any) -> None:
        """The room is open."""
        told: dict[str, Any] = {
            "open": True,
            "urls": (ADDRESS,),
            "short_address": "192.168.10.5:8770",
            "pin": "402193",
            "pin_until": UNTIL,
            "fingerprint_words": ("amber", "boat", "cedar", "delta"),
            "interface": "192.168.10.5",
        }
        self.bridge.message.emit(RoomState.model_validate(told | fields))

    def there_are(self, *people: PersonState) -> None:
        """These people, and no others."""
        self.bridge.message.emit(People(people=people))

    def says(self, words: str, author: str = "Oleg", *, said: str = "chat-1", **fields: Any) -> None:
        """Somebody says something to the moderator."""
        told: dict[str, Any] = {"id": said, "author": author, "from_role": "observer", "person": author.lower(),
                                "to": "moderator", "text": words, "at_us": 0}  # fmt: skip
        message = ChatSaid.model_validate(told | fields)
        self.bridge.message.emit(message)

    def raises_hand(self, author: str = "Oleg", text: str = "look at the date", annotation: str | None = None) -> None:
        """Somebody brings something before the moderator."""
        hand = HandRaised(id=f"hand-{author}", session="session-1", author=author, annotation=annotation, text=text,
                          at_us=0)  # fmt: skip
        self.bridge.message.emit(hand)


def nobody() -> Company:
    """A second room that stays closed."""
    return StagedRoom().company
