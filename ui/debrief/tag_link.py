"""A tag as a link to its moment in the recording."""

from PySide6.QtCore import Signal

from lab.domain.annotation import Annotation
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from ui.held.feed_lines import tag_words
from ui.widgets.buttons import Button


class TagLink(Button):
    """When it was and what it says. `wanted`: its id."""

    wanted = Signal(str)

    def __init__(self, tag: Annotation, *, by: str = "") -> None:
        words = f"{clock_text(tag.anchor_us)}  {tag_words(tag)}" + (f"  ({by})" if by else "")
        super().__init__(words, lambda: self.wanted.emit(tag.id), icon_name="play", kind="link")
        self.setToolTip(_("Look at this moment in the recording"))
