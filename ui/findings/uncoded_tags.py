"""Tags that say neither by criterion nor by button what they are about: each leads to where it is coded."""

from collections.abc import Callable, Sequence
from typing import Protocol

from lab.domain.gathering import Seen
from lab.domain.session import SessionState
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from ui.widgets.boxes import Card, Flow
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.texts import small
from ui.widgets.tips import plain

MOST = 12
_LONGEST = 40


class Go(Protocol):
    """As `Navigator.go`."""

    def __call__(self, screen: str, **subject: str | int) -> None:
        """Show a screen."""


class UncodedTags(Card):
    """One link per tag: to the debrief while it is open, to Review once the session is closed."""

    def __init__(self, uncoded: Sequence[Seen], go: Go) -> None:
        super().__init__(name="uncoded_tags")
        self.setAccessibleName(_("Tags without criterion and button"))
        text = ngettext(
            "{n} tag has neither criterion nor button. Code it to gather it:",
            "{n} tags have neither criterion nor button. Code them to gather them:",
            len(uncoded),
        )
        self.add(state_line(text.format(n=len(uncoded)), "tag", "careful"))
        self.links = [_link(one, go) for one in uncoded[:MOST]]
        self.add(Flow(*self.links))
        more = len(uncoded) - MOST
        if more > 0:
            self.add(small(ngettext("and {n} more", "and {n} more", more).format(n=more)))


def _link(seen: Seen, go: Go) -> Button:
    said = seen.annotation.text(language())
    said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
    words = f"{seen.held.code} {clock_text(seen.annotation.anchor_us)}" + (f"  “{said}”" if said else "")
    screen = "debrief" if seen.held.record.state is SessionState.DEBRIEF else "review"
    lead: Callable[[], None] = lambda: go(screen, session=seen.held.session_id, annotation=seen.annotation.id)  # noqa: E731 - one step
    button = Button(words, lead, kind="link")
    button.setToolTip(plain(_("Code it in the debrief") if screen == "debrief" else _("Code it in Review")))
    return button
