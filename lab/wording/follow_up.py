"""Sentences for the codes of what follows a round: its retest, the comparison of two rounds, the portfolio."""

from lab.i18n import gettext as _
from lab.wording.types import Sentence

SENTENCES: dict[str, Sentence] = {
    "retest_nothing_judged": lambda f: _(
        "Round “{round}” has no judged criterion and no finding yet: there is nothing to test again. Judge its "
        "sessions in the debrief first."
    ).format(**f),
    "retest_nothing_open": lambda f: _(
        "Everything that round “{round}” judged is met, and no finding is open: there is nothing to test again."
    ).format(**f),
    "portfolio_format": lambda f: _("{path}: the portfolio is written as .csv or .xlsx. Choose one of these.").format(
        **f
    ),
    "comparison_of_one": lambda f: _(
        "A round cannot be compared with itself ({round}). Choose another round of the same service."
    ).format(**f),
    "comparison_of_two_services": lambda f: _(
        "“{earlier}” and “{later}” test different services: their figures mean different things. Choose two rounds of "
        "one service."
    ).format(**f),
}
