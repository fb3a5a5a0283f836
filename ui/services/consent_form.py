"""What a participant signed on paper, noted line by line."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox

from lab.domain.consent import FORM_VERSION, Consent, Scope
from lab.domain.participant import Participant
from lab.i18n import gettext as _
from lab.i18n import language
from ui import words
from ui.widgets.form import DateField, Form
from ui.widgets.texts import overline, quiet


class ConsentForm(Form):
    """One line per scope, as on the form. Nothing is ticked beforehand but what was noted before."""

    def __init__(self, participant: Participant) -> None:
        super().__init__()
        given = participant.consent if participant.consent and participant.consent.on_paper else None
        self.column.addWidget(
            quiet(_("Tick what the participant has signed. What is not ticked is not recorded and not shown."))
        )
        self.add_text("version", _("Version of the form"), given.version if given else FORM_VERSION)
        self._language = self.add_choice(
            "language", _("Language of the form"), words.LANGUAGE_NAMES.items(), given.language if given else language()
        )
        self._day = DateField(given.signed_on if given else None)
        self._day.setMaximumDate(QDate.currentDate())
        self.add("signed_on", _("Signed on"), self._day)
        self.column.addWidget(overline(_("The participant agrees to")))
        self._scopes: dict[Scope, QCheckBox] = {}
        for scope in Scope:
            ticked = given is not None and scope in given.scopes
            name = "scopes" if scope is Scope.TAKE_PART else f"scope_{scope.value}"
            self._scopes[scope] = self.add_check(name, words.scope(scope), value=ticked)
        self._paper = self.add_check("on_paper", _("I have seen the signature on paper"), value=bool(given))

    def consent(self) -> Consent:
        """The consent as it was noted."""
        return Consent(
            version=self.text("version"),
            language=str(self._language.currentData()),
            signed_on=self._day.day,
            scopes=frozenset(scope for scope, box in self._scopes.items() if box.isChecked()),
            on_paper=self._paper.isChecked(),
        )
