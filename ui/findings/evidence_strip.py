"""The frames of a finding's evidence in a strip; each opens the recording three seconds before."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QToolButton

from lab.domain.errors import LabError
from lab.domain.finding import Evidence, Finding
from lab.domain.ids import ParticipantId
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.background import Background
from ui.findings.evidence_drag import EvidenceButton
from ui.held.stills import read_still
from ui.icons import icon_for
from ui.widgets.boxes import Flow
from ui.widgets.texts import small
from ui.widgets.tips import plain

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory

MOST = 8
_WIDTH, _HEIGHT = 144, 81
Frames = Mapping[int, QImage]


class EvidenceStrip(Flow):
    """A button per piece of evidence: frame, participant, time."""

    def __init__(
        self, finding: Finding, codes: Mapping[ParticipantId, str], open_it: Callable[[Evidence], None]
    ) -> None:
        super().__init__()
        self.setAccessibleName(_("Evidence"))
        self._evidence = finding.evidence[:MOST]
        self._buttons: list[QToolButton] = []
        for one in self._evidence:
            button = EvidenceButton(finding.id, one)
            words = f"{codes.get(one.participant, '')} {clock_text(one.anchor_us)}".strip()
            button.setText(words)
            button.setAccessibleName(_("Play the evidence of {what}").format(what=words))
            button.setToolTip(plain(button.accessibleName()))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(_WIDTH, _HEIGHT))
            button.setIcon(icon_for(self, "film-strip", "unknown"))
            button.setMinimumHeight(_HEIGHT + theme.scaled(theme.BODY) + 3 * theme.GRID)
            button.clicked.connect(lambda _checked=False, one=one: open_it(one))
            self._buttons.append(button)
            self.add(button)
        left = len(finding.evidence) - MOST
        if left > 0:
            self.add(small(ngettext("and {n} more tag", "and {n} more tags", left).format(n=left)))

    def load(self, lab: "Laboratory", background: Background) -> None:
        """Fetch the frames in the background; without a recording the icon stays."""
        operation = background.read(lambda: read_frames(lab, self._evidence)).owned_by(self)
        operation.on_done(self._show).start()

    def _show(self, frames: Frames) -> None:
        for place, image in frames.items():
            self._buttons[place].setIcon(QIcon(QPixmap.fromImage(image)))


def read_frames(lab: "Laboratory", evidence: Sequence[Evidence]) -> Frames:
    """The anchor frame of each piece of evidence whose recording can be read, small."""
    frames: dict[int, QImage] = {}
    for place, one in enumerate(evidence):
        try:
            folder = lab.sessions.folder_of(one.session)
        except LabError:
            continue
        image = read_still(folder, one.anchor_us, QSize(_WIDTH, _HEIGHT) * 2)
        if image is not None:
            frames[place] = image
    return frames
