"""What the page is made from agrees with the rest of the program."""

import re
from dataclasses import fields
from pathlib import Path

from babel.messages.plurals import get_plural

from lab.live.page_texts import page_texts
from scripts.compile_catalogues import PAGE as PAGE_FOLDER
from scripts.compile_catalogues import texts_of
from ui.theme import DARK, LIGHT, Colours

PAGE = Path(__file__).parents[4] / "lab" / "live" / "page"
TOKENS = (PAGE / "style" / "tokens.css").read_text(encoding="utf-8")


def tokens_of(colours: Colours) -> dict[str, str]:
    """How a set of colours is written in the style sheet."""
    named = {one.name: getattr(colours, one.name) for one in fields(colours) if one.name not in {"dark", "severity"}}
    named.update({f"severity_{step}": colour for step, colour in enumerate(colours.severity)})
    return {f"--{name.replace('_', '-')}": colour for name, colour in named.items()}


def test_that_the_page_has_the_colours_of_the_windows() -> None:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    for sheet, colours in ((light, LIGHT), (dark, DARK)):
        assert dict(re.findall(r"(--[\w-]+): (#\w+);", sheet)) == tokens_of(colours)


def test_that_no_other_style_sheet_has_a_colour_of_its_own() -> None:
    """The sheet that is printed is on white paper, whatever the screen is."""
    on_paper = {"#fff", *tokens_of(LIGHT).values()}
    found = {
        sheet.name: set(re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", sheet.read_text(encoding="utf-8")))
        for sheet in PAGE.rglob("*.css")
        if sheet.name != "tokens.css"
    }
    assert found.pop("enrolment.css") <= on_paper
    assert found
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_that_the_page_asks_for_nothing_outside() -> None:
    texts = {
        path: path.read_text(encoding="utf-8") for path in PAGE.rglob("*.*") if path.suffix in {".js", ".css", ".html"}
    }
    outside = {path.name: re.findall(r"https?://|@import|//[a-z]+\.[a-z]{2,}/", text) for path, text in texts.items()}
    assert {name: found for name, found in outside.items() if found} == {}


def test_that_nothing_is_read_as_markup() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(")
    assert [path.name for path in PAGE.rglob("*.js") if forbidden.search(path.read_text(encoding="utf-8"))] == []


def test_that_the_index_has_no_script_or_style_of_its_own() -> None:
    index = (PAGE / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", index) == []


def test_that_no_text_hides_from_the_catalogue() -> None:
    found = {str(one) for _context, ids in texts_of(PAGE_FOLDER) for one in (ids if isinstance(ids, tuple) else [ids])}
    asked = re.compile(r"""\b_\(\s*("(?:[^"\\]|\\.)*"|[^"\s])""")
    texts = [
        text
        for path in PAGE.rglob("*.js")
        if path.name != "words.js"
        for text in asked.findall(path.read_text(encoding="utf-8"))
    ]
    assert [text for text in texts if text[1:-1] not in found] == []


def test_that_russian_texts_reach_the_page_with_every_plural_form() -> None:
    texts = page_texts("ru")
    assert texts["People"] == "Люди"
    assert {len(forms) for forms in texts.values() if isinstance(forms, list)} <= {get_plural("ru").num_plurals}
    assert page_texts("en") == {}
