"""What the tag pad offers at a moment: the running task's own buttons, then the round's common ones. Pure."""

from dataclasses import dataclass

from protocols.protocol import MOST_BUTTONS, PadButton, Protocol, Task


@dataclass(frozen=True, slots=True)
class Pad:
    """The buttons in the order of their keys; `more` have no key."""

    buttons: tuple[PadButton, ...]
    more: tuple[PadButton, ...] = ()

    def button(self, number: int) -> PadButton | None:
        """The button of a digit key, from 1; None where there is none."""
        return self.buttons[number - 1] if 1 <= number <= len(self.buttons) else None


def pad_for(protocol: Protocol, task: Task | None) -> Pad:
    """The pad while this task runs, or between tasks."""
    every = (task.tag_pad if task is not None else ()) + protocol.common_pad
    return Pad(every[:MOST_BUTTONS], every[MOST_BUTTONS:])
