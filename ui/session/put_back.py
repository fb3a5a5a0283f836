"""Undo for a tag that was taken back: it is put again, at its own moment."""

from lab.domain.annotation import Annotation
from lab.i18n import gettext as _
from lab.i18n import language
from ui.alerts import Alerts, Choice
from ui.session.board import SessionBoard


def offer_to_put_back(board: SessionBoard, alerts: Alerts, tag: Annotation) -> None:
    """Say what was taken back, and offer to put it back."""
    protocol = board.session.plan.protocol
    buttons = [one for task in protocol.tasks for one in task.tag_pad] + list(protocol.common_pad)
    button = next((one for one in buttons if one.id == tag.button), None)
    undo = Choice(_("Put it back"), lambda: board.put_back(tag, button))
    words = tag.text(language()) or tag.criterion or _("tag")
    alerts.info(_("Taken back: {words}").format(words=words), undo, key="taken_back")
