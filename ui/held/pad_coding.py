"""What the pad's choices do: a button puts a tag; criterion, severity and note code that tag, or put a new one."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject

from lab.domain.annotation import Annotation
from protocols.protocol import PadButton
from ui.held.tag_pad import TagPad
from ui.held.verbs import TagContent


class Tagging(Protocol):
    """What a screen does with the pad's choices."""

    def moment_us(self) -> int:
        """The moment that a tag put now would mean."""

    def put_tag(self, moment_us: int, content: TagContent) -> str:
        """Put a tag; its id."""

    def edit_tag(self, tag: str, fields: dict[str, Any]) -> None:
        """Change fields of a tag, as `TagEdited` takes them."""

    def annotation(self, tag: str | None) -> Annotation | None:
        """The tag as it is now; None for one that is not there, or was taken back."""


class PadCoding(QObject):
    """Knows which tag the pad codes.

    Args:
        leave: give the focus back to the screen.
    """

    def __init__(self, pad: TagPad, tagging: Tagging, leave: Callable[[], None]) -> None:
        super().__init__(pad)
        self._pad = pad
        self._tagging = tagging
        self._give_back_focus = leave
        self._current: str | None = None
        self._note_at: int | None = None
        pad.pressed.connect(self._on_button)
        pad.criterion_chosen.connect(lambda criterion: self._code("criterion", criterion))
        pad.severity_chosen.connect(lambda severity: self._code("severity", severity))
        pad.note_begun.connect(self._note_begun)
        pad.note_written.connect(self._note_written)
        pad.left.connect(self.leave)

    @property
    def current(self) -> Annotation | None:
        """The tag that the next choices belong to; None: they make a new one."""
        return self._tagging.annotation(self._current)

    def show(self) -> None:
        """Show the tag as it is now."""
        self._pad.show_tag(self.current)

    def choose(self, tag: str | None) -> None:
        """Code this tag next; None: the next choice makes a new one."""
        self._current = tag
        self.show()

    def put(self, moment_us: int, content: TagContent) -> None:
        """Put a tag, and code it next."""
        self._current = None
        self._current = self._tagging.put_tag(moment_us, content)
        self.show()

    def leave(self) -> None:
        """Back to the screen: the next tag is a new one."""
        self._give_back_focus()
        self._note_at = None
        self._pad.note.clear()
        self.choose(None)

    def _on_button(self, button: PadButton) -> None:
        self.put(self._tagging.moment_us(), TagContent(button))

    def _code(self, field: str, value: Any) -> None:
        current = self.current
        if current is not None:
            self._tagging.edit_tag(current.id, {"cleared": (field,)} if value is None else {field: value})
        elif value is not None:
            self.put(self._tagging.moment_us(), TagContent(**{field: value}))

    def _note_begun(self) -> None:
        """A note means the moment at which its first letter was written."""
        if self.current is None and self._note_at is None:
            self._note_at = self._tagging.moment_us()

    def _note_written(self, note: str) -> None:
        current = self.current
        if current is not None:
            self._tagging.edit_tag(current.id, {"note": note} if note else {"cleared": ("note",)})
        elif note:
            self.put(self._note_at if self._note_at is not None else self._tagging.moment_us(), TagContent(note=note))
        self.leave()
