"""The report as a page: one HTML file that loads nothing from anywhere but the stills and clips beside it."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from lab.i18n import in_language
from lab.reports import charts, figures
from lab.reports.document import ReportDocument
from lab.reports.parts import EvidencePart
from lab.templates import templates

TEMPLATES = Path(__file__).parent / "templates"
MOST_TO_DO = 6
"""Rows of the first page's table of what to fix: as many as fit on paper."""


def render(document: ReportDocument) -> str:
    """The page. Paths of stills and clips stay as the document has them: relative to the page."""
    with in_language(document.language):
        css = Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
        page = environment().get_template("report.html")
        return page.render(
            report=document,
            lang=document.language,
            css=css,
            most_to_do=MOST_TO_DO,
            tasks_picture=charts.tasks_picture(document),
            path_picture=charts.path_picture(document),
        )


@cache
def environment() -> Environment:
    """The templates of the report, with the filters that they use."""
    made = templates(TEMPLATES)
    made.filters.update(captions=captions, shown=shown, percent=figures.percent)
    return made


def shown(evidence: Sequence[EvidencePart]) -> EvidencePart | None:
    """The moment whose frame stands for a finding: the first with a picture, else the first of all."""
    return next((one for one in evidence if one.still), evidence[0] if evidence else None)


def captions(part: EvidencePart) -> str:
    """What observers noted during a clip as WebVTT, within the page: a browser loads no captions from a plain file."""
    cues = [f"{_moment(begin)} --> {_moment(end)}\n{_cue_text(words)}\n" for begin, end, words in part.notes]
    content = "WEBVTT\n\n" + "\n".join(cues)
    return "data:text/vtt;charset=utf-8;base64," + b64encode(content.encode()).decode("ascii")


def _moment(seconds: float) -> str:
    millis = round(seconds * 1000)
    return f"{millis // 3_600_000:02}:{millis // 60_000 % 60:02}:{millis // 1000 % 60:02}.{millis % 1000:03}"


def _cue_text(words: str) -> str:
    """WebVTT has its own markup; an empty line would end the cue."""
    flat = " ".join(words.split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
