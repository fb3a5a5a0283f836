"""`lab questionnaire` writes one page with every step of every question."""

import re
from pathlib import Path

import pytest

from lab.commands.questionnaire import questionnaire
from lab.domain.errors import InputError
from lab.wording import sentence
from protocols import library


@pytest.mark.parametrize("name", ["sus", "umux-lite", "seq", "nasa-tlx", "csat", "ces", "nps"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_a_page_holds_every_question_with_its_whole_scale(tmp_path: Path, name: str, language: str) -> None:
    out = tmp_path / "sheet.html"
    questionnaire(name, out, language, "P04", "Fill in <the form>")
    page, asked = out.read_text(encoding="utf-8"), library.questionnaire(name)
    steps = sum(item.maximum - item.minimum + 1 for item in asked.items)
    assert page.count("<li") == len(asked.items)
    assert len(re.findall(r"<span>\d+</span>", page)) == steps
    assert f'<html lang="{language}">' in page
    assert "P04" in page
    assert "&lt;the form&gt;" in page


def test_that_an_unknown_one_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        questionnaire("sos", tmp_path / "sheet.html", "en")
    assert "There is no questionnaire “sos”" in sentence(refused.value)
    assert list(tmp_path.iterdir()) == []
