"""The form is a document of its own with a line for every scope, large enough to read, in both languages."""

import re
from datetime import UTC, datetime

import pytest

from lab.domain.consent import Scope
from lab.i18n import in_language
from lab.reports.consent_form import FormFacts, render_form, scope_line
from lab.reports.html import TEMPLATES
from tests.lab.reports.test_html import Page

FACTS = FormFacts("Laboratory <b>", "Child & benefit", "P07", datetime(2026, 3, 9, 10, tzinfo=UTC))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_every_scope_has_a_line_of_its_own_to_tick(language: str) -> None:
    text = render_form(FACTS, language)
    page = Page(text)
    assert page.unbalanced == []
    assert page.all("html")[0]["lang"] == language
    with in_language(language):
        titles = [scope_line(scope).title for scope in Scope]
    assert all(title in text for title in titles)
    assert len(set(titles)) == len(Scope)
    assert len([one for one in page.all("span") if one.get("class") == "box"]) == 2 * len(Scope)


def test_that_the_form_names_code_service_and_operator_and_no_markup() -> None:
    text = render_form(FACTS, "en")
    assert "P07" in text
    assert "Child &amp; benefit" in text
    assert "Laboratory &lt;b&gt;" in text


def test_that_no_text_of_the_form_is_smaller_than_16_points() -> None:
    css = (TEMPLATES / "consent.css").read_text(encoding="utf-8")
    sizes = [float(size) for size in re.findall(r"(?:font-size|font):[^;]*?([\d.]+)pt", css)]
    assert sizes
    assert min(sizes) >= 16
    assert not re.findall(r"font-size:[^;]*\d(?:px|rem|em|%)", css)
