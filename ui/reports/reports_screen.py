"""Reports: choose a round and what to write, watch it being written, open it."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QProgressBar

from lab.domain.errors import LabError
from lab.domain.ids import RoundId
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.wording.findings import held_back
from ui import theme, words
from ui.alerts import Choice
from ui.desk import Desk
from ui.elsewhere import open_elsewhere
from ui.naming import RoundNames, rounds_by_id
from ui.palette_entries import PaletteEntry
from ui.reports.exporting import Export, Wish
from ui.reports.people_card import PeopleCard
from ui.reports.preview_card import PreviewCard
from ui.screen import Screen, Subject
from ui.widgets.boxes import Card, Flow, boxed, column, row
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState
from ui.widgets.form import Form
from ui.widgets.side_by_side import SideBySide
from ui.widgets.texts import body, quiet, strong
from ui.widgets.tick import Tick
from ui.widgets.tips import plain

if TYPE_CHECKING:
    from lab.services.exporting import Exported, Handling, Hit

_MINUTE = 60
_LANGUAGES = (("en", "English"), ("ru", "Русский"))
_WHOLE = 1000
_ALMOST_ALL = 1000
_NARROW = 900
"""px at 100 % text below which the preview stands under the form."""


class ReportsScreen(Screen):
    """What do we tell the owner?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "reports", _("Reports"))
        self.set_subtitle(_("To read, to print, to edit, to compute with: every shape says the same"))
        self._round = RoundId(desk.memory.recall("reports/round")) or None
        self.export = Export(self)
        self.export.progressed.connect(self._progress)
        self.exported: Exported | None = None
        self._wish()
        self._running()
        self._result()
        self.people = PeopleCard()
        self.people.decided.connect(self._write)
        self.people.given_up.connect(self._ask_again)
        self.preview = PreviewCard(desk)
        writing = column(self.running_card, self.people, self.result_card, self.wish_card, 1, spacing=theme.MARGIN)
        preview = column(self.preview, 1)
        both = SideBySide((boxed(writing), None), (boxed(preview), None), narrow=_NARROW, spacing=theme.MARGIN)
        # Bound here, not card by card: a column asks how high a card is at its own width, not at the card's greatest.
        both.setMaximumWidth(2 * theme.scaled(theme.READING_WIDTH) + theme.MARGIN)
        bound = row()
        bound.addWidget(both, _ALMOST_ALL)
        bound.addStretch(1)
        self.body.addLayout(bound)
        self.body.addStretch(1)

    # -- parts

    def _wish(self) -> None:
        self.wish_card = Card(_("What is to be written?"), name="export_wish")
        self.form = Form()
        self.rounds = self.form.add_choice("round", _("Round"), [])
        self.rounds.activated.connect(lambda _index: self._round_chosen())
        self.formats: dict[str, QCheckBox] = {}
        ticks = column(spacing=0)
        for name, label, usual in (
            ("html", _("Report to read, with stills and clips (HTML)"), True),
            ("pdf", _("Report to print and to file (PDF/UA, PDF/A)"), True),
            ("docx", _("Report to go on editing (DOCX)"), True),
            ("xlsx", _("Figures and data to compute with (XLSX)"), True),
            ("cif", _("Usability report, item by item (Common Industry Format)"), True),
            ("json", _("All data (JSON)"), True),
            ("csv", _("Tables (CSV)"), True),
            ("actions", _("Action plan for the owner to fill in and send back (XLSX)"), True),
            ("earl", _("Verdicts for other programs (EARL)"), False),
            ("wcag-em", _("WCAG rows for the W3C’s report tool (WCAG-EM)"), False),
        ):
            tick = Tick(label, value=usual)
            tick.box.setObjectName(f"format_{name}")
            self.formats[name] = tick.box
            ticks.addWidget(tick)
        self.form.add("formats", _("Formats"), boxed(ticks))
        self.language = self.form.add_choice("language", _("Language of the report"), _LANGUAGES, language())
        self.public = self.form.add_check(
            "public", _("For the public"),
            hint=_("Only clips whose participants agreed to publication, no quotes, no small groups."),
        )  # fmt: skip
        self.language.activated.connect(lambda _index: self._preview())
        self.public.toggled.connect(lambda _checked: self._preview())
        self.faces = self.form.add_check(
            "faces", _("Faces in the clips"), value=True,
            hint=_("Small, over the corner of the screen; only of participants who agreed to it."),
        )  # fmt: skip
        self.clicks = self.form.add_check(
            "clicks", _("Clicks in the clips"), value=True,
            hint=_("A ring for a moment where the participant clicked."),
        )  # fmt: skip
        self._goes_along()
        self.out = self.form.add_text(
            "out", _("Folder"), hint=_("Left empty: a new folder under the laboratory's exports.")
        )
        choose = Button(_("Choose …"), self._choose_folder, icon_name="folder-open")
        self.form.column.addLayout(row(choose, 1))
        self.begin = Button(_("Write the report"), self.start, icon_name="file-arrow-down", kind="primary")
        self.begin.setObjectName("export")
        self.wish_card.add(self.form, boxed(row(1, self.begin)))

    def _goes_along(self) -> None:
        """What is put beside the report, and how."""
        self.artefacts = self.form.add_check(
            "artefacts", _("With the attached documents"),
            hint=_("The files from which criteria were judged; else they are only listed. Never for the public."),
        )  # fmt: skip
        self.public.toggled.connect(self.artefacts.setDisabled)
        self.bag = self.form.add_check(
            "bag", _("As an evidence bundle (BagIt)"),
            hint=_("With a list of all files and their hashes, as archives take it in; lab verify checks it."),
        )  # fmt: skip
        self.sessions = self.form.add_check(
            "sessions", _("With the sealed sessions"),
            hint=_("Whole recordings and journals of those who agreed that clips are shown. Never for the public."),
        )  # fmt: skip
        self.sessions.setEnabled(False)
        self.bag.toggled.connect(self.sessions.setEnabled)

    def _running(self) -> None:
        self.running_card = Card(_("The report is being written"), name="export_running")
        self.bar = QProgressBar()
        self.bar.setRange(0, _WHOLE)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress of the report"))
        self.left = quiet("")
        self.stop = Button(_("Stop"), self.export.stop, icon_name="stop-circle")
        self.stop.setObjectName("stop_export")
        line = row(self.left, self.stop)
        line.setStretch(0, 1)
        self.running_card.add(self.bar, boxed(line))
        self.running_card.hide()

    def _result(self) -> None:
        self.result_card = Card(_("The report is written"), name="export_result")
        self._result_words = body("")
        self._result_path = strong("")
        self._result_buttons = Flow()
        self.open_button = Button(_("Open the report"), self._open_page, icon_name="arrow-square-out", kind="primary")
        self._result_buttons.add(self.open_button)
        self._result_buttons.add(Button(_("Open the folder"), self._open_folder, icon_name="folder-open"))
        self.held_back = Button("", self._mend, icon_name="warning", kind="link")
        self.held_back.setObjectName("held_back")
        self.result_card.add(self._result_path, self._result_words, self._result_buttons, self.held_back)
        self.result_card.hide()

    # -- loading

    def load(self) -> tuple[RoundNames, ...]:
        """The rounds, newest first."""
        return tuple(reversed(rounds_by_id(self.desk.lab).values()))

    def show_loaded(self, loaded: Any) -> None:
        """Offer the rounds."""
        rounds: tuple[RoundNames, ...] = loaded
        if not rounds:
            self._teach()
            return
        self.show_body()
        chosen = self._round or self.rounds.currentData()
        self._round = None
        self.rounds.clear()
        for names in rounds:
            self.rounds.addItem(names.text, names.study.id)
        self.rounds.setCurrentIndex(max(0, self.rounds.findData(chosen)))
        self._round_chosen()

    def _round_chosen(self) -> None:
        self.desk.memory.keep("reports/round", str(self.rounds.currentData()))
        self._preview()

    def _preview(self) -> None:
        round_id = RoundId(str(self.rounds.currentData()))
        self.preview.show_report(round_id, str(self.language.currentData()), public=self.public.isChecked())

    def open_subject(self, subject: Subject) -> None:
        """`round`: choose it."""
        if "round" in subject:
            self._round = RoundId(str(subject["round"]))
            self.refresh(another=True)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Write the report."""
        return (PaletteEntry(_("Write the report"), _("Action"), "file-arrow-down", self.start),)

    def dispose(self) -> None:
        """Stop what runs, and say so where the window goes on without this screen."""
        self.export.stop()
        self.preview.stop()
        if not self.wish_card.isEnabled():
            self.desk.background.deliver(self._say_stopped)

    # -- exporting

    def start(self) -> None:
        """Begin to write."""
        formats = tuple(name for name, box in self.formats.items() if box.isChecked())
        self.form.clear_faults()
        if not formats:
            self.form.show_fault("formats", _("Choose at least one format."))
            return
        out = self.form.text("out").strip()
        self._asked = Wish(
            RoundId(str(self.rounds.currentData())), formats, str(self.language.currentData()),
            self.public.isChecked(), Path(out) if out else None, self.faces.isChecked(), self.clicks.isChecked(),
            bag=self.bag.isChecked(), sessions=self.bag.isChecked() and self.sessions.isChecked(),
            artefacts=self.artefacts.isChecked() and not self.public.isChecked(),
        )  # fmt: skip
        self._show_running(running=True)
        self.result_card.hide()
        self.bar.setValue(0)
        self.left.setText(_("Looking for people in free texts …"))
        self.export.look(self.desk.lab, self.desk.background, self._asked.round_id, self._looked, self._failed)

    def _looked(self, hits: "tuple[Hit, ...]") -> None:
        """Ask about what was found; write at once where there is nothing to ask, or it was stopped."""
        if not hits or self.export.stopped:
            self._write(None)
            return
        self.running_card.hide()
        self.people.ask(hits)

    def _write(self, handling: "Handling | None") -> None:
        self._show_running(running=True)
        self.left.setText(_("Gathering …"))
        wish = replace(self._asked, handling=handling)
        self.export.run(self.desk.lab, self.desk.background, wish, self._done, self._failed)

    def _ask_again(self) -> None:
        """Back to the form; nothing was written."""
        self.people.hide()
        self._show_running(running=False)
        self.begin.setFocus()

    def _show_running(self, *, running: bool) -> None:
        self.running_card.setVisible(running)
        self.wish_card.setEnabled(not running)
        if running:
            self.stop.setFocus()

    def _progress(self, share: float, seconds_left: float) -> None:
        self.bar.setValue(round(share * _WHOLE))
        if seconds_left >= 0:
            self.left.setText(_time_left(seconds_left))

    def _done(self, exported: "Exported | None") -> None:
        self._show_running(running=False)
        if exported is None:
            self._say_stopped()
            return
        self.exported = exported
        self._result_path.setText(str(exported.folder))
        stills = ngettext("{n} still", "{n} stills", exported.stills).format(n=exported.stills)
        clips = ngettext("{n} clip", "{n} clips", exported.clips).format(n=exported.clips)
        self._result_words.setText(words.MIDDLE_DOT.join((stills, clips, ", ".join(exported.paths))))
        n = len(exported.held_back)
        self.held_back.setVisible(n > 0)
        self.held_back.setText(
            ngettext("{n} finding was left out: mend it …", "{n} findings were left out: mend them …", n).format(n=n)
        )
        self.held_back.setToolTip(
            plain("\n".join(held_back(one.number, one.title, one.lacks) for one in exported.held_back))
        )
        self.result_card.show()
        if self.isVisible():
            self.open_button.setFocus()
        else:
            show = Choice(_("Show it"), partial(self.desk.navigator.go, "reports"))
            self.desk.alerts.done(_("The report is written."), show, key="export")

    def _say_stopped(self) -> None:
        self.desk.alerts.info(_("The report was stopped; nothing of it is left."), key="export")

    def _failed(self, error: LabError) -> None:
        self._show_running(running=False)
        self.desk.alerts.error(error, key="export")

    def _mend(self) -> None:
        """The findings that lack a criterion or evidence."""
        self.desk.navigator.go("findings", round=str(self.rounds.currentData()), show="lacking")

    def _open_page(self) -> None:
        if self.exported is not None:
            first = self.exported.paths.get("html") or next(iter(self.exported.paths.values()))
            open_elsewhere(first)

    def _open_folder(self) -> None:
        if self.exported is not None:
            open_elsewhere(self.exported.folder)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder"), self.out.text())
        if chosen:
            self.out.setText(chosen)

    def _teach(self) -> None:
        begin = Button(
            _("Make a round"), partial(self.desk.navigator.go, "services"), icon_name="arrow-right", kind="primary"
        )
        explanation = _(
            "A report tells an owner in two minutes whether the release is ready, and leads to the evidence."
        )
        self.show_empty(EmptyState("file-text", _("What do we tell the owner?"), explanation, begin))


def _time_left(seconds: float) -> str:
    if seconds < _MINUTE:
        n = max(1, round(seconds))
        return ngettext("about {n} second left", "about {n} seconds left", n).format(n=n)
    n = round(seconds / _MINUTE)
    return ngettext("about {n} minute left", "about {n} minutes left", n).format(n=n)
