"""A questionnaire on paper: one page to be filled in with a pen, whose answers are typed in afterwards.

Numbers stand as in the window, so that a row of them can be typed as it is read. It holds a code, no name.
"""

from markupsafe import Markup

from lab.i18n import in_language
from lab.reports.html import TEMPLATES, environment
from protocols.questionnaire import Questionnaire


def render_sheet(questionnaire: Questionnaire, language: str, code: str = "", about: str = "") -> str:
    """The sheet as one printable HTML page. `code` of the participant and `about` (a task) are written by hand where
    they are empty.
    """
    with in_language(language):
        css = Markup((TEMPLATES / "questionnaire.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
        page = environment().get_template("questionnaire.html")
        return page.render(asked=questionnaire, lang=language, code=code, about=about, css=css)
