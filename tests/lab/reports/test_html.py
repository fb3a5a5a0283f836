"""The page is accessible, whole in itself, leads every claim to its evidence, and lets no text become markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from lab.reports.evidence import Media, shots
from lab.reports.facts import Audience, RoundFacts
from lab.reports.html import captions, render
from lab.reports.making import make_document
from tests.lab.reports import example

VOID = {"meta", "img", "link", "br", "source", "track", "use", "rect", "line", "circle", "path"}


class Page(HTMLParser):
    """What the tests ask of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.unbalanced.append(tag)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of every such element."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return [str(attributes["id"]) for _tag, attributes in self.tags if "id" in attributes]


def media(facts: RoundFacts) -> dict[str, Media]:
    """What cutting would answer."""
    return {
        shot.id: Media(f"stills/{shot.id}.jpg", f"clips/{shot.id}.mp4", 1280, 720, bool(shot.sounds))
        if shot.picture
        else Media()
        for shot in shots(facts, Audience.INTERNAL)
    }


@pytest.fixture(scope="module", params=["en", "ru"])
def page(request: pytest.FixtureRequest) -> Page:
    facts = example.facts()
    return Page(render(make_document(facts, request.param, media(facts))))


def test_that_the_markup_is_balanced_and_ids_are_unique(page: Page) -> None:
    assert page.unbalanced == []
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))


def test_that_there_is_one_h1_and_no_level_is_skipped(page: Page) -> None:
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert [(one, other) for one, other in steps if other > one + 1] == []


def test_that_the_page_says_its_language_and_title(page: Page) -> None:
    assert page.all("html")[0]["lang"] in {"en", "ru"}
    assert len(page.all("title")) == 1
    assert len(page.all("main")) == 1


def test_that_every_picture_has_a_text_and_every_table_a_caption(page: Page) -> None:
    assert all("alt" in attributes for attributes in page.all("img"))
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(attributes.get("scope") in {"col", "row"} for attributes in page.all("th"))


def test_that_every_drawing_is_told_or_hidden_from_screen_readers(page: Page) -> None:
    told = [attributes for attributes in page.all("svg") if attributes.get("role") == "img"]
    assert told
    assert all(attributes.get("aria-label") for attributes in told)
    assert all(attributes.get("aria-hidden") == "true" for attributes in page.all("svg") if attributes not in told)


def test_that_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    inner = [str(one["href"])[1:] for one in page.all("a") if str(one["href"]).startswith("#")]
    assert inner
    assert set(inner) <= set(page.ids)
    labelled = [one for _tag, each in page.tags for one in str(each.get("aria-labelledby") or "").split()]
    assert set(labelled) <= set(page.ids)


def test_that_the_page_asks_no_network(page: Page) -> None:
    loaded = [str(each[name]) for _tag, each in page.tags for name in ("src", "poster", "data") if each.get(name)]
    assert loaded
    assert all(one.startswith(("stills/", "clips/", "data:text/vtt")) for one in loaded)
    assert page.all("link") == []
    policy = next(one for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert str(policy["content"]).startswith("default-src 'none'")


def test_that_every_finding_opens_its_evidence(page: Page) -> None:
    facts = example.facts()
    clips = {str(one["src"]) for one in page.all("source")}
    for finding in facts.findings:
        mine = [shot for shot in shots(facts, Audience.INTERNAL) if shot.finding == finding.number]
        assert mine
        for shot in mine:
            assert f"evidence-{shot.id}" in page.ids
            assert (f"clips/{shot.id}.mp4" in clips) == (shot.picture is not None)


def test_that_clips_have_captions_controls_and_do_not_load_before_they_are_asked(page: Page) -> None:
    videos = page.all("video")
    assert videos
    assert all("controls" in one and one["preload"] == "none" and one["aria-label"] for one in videos)
    assert len(page.all("track")) == len(videos)
    assert not [one for one in page.all("track") if "default" in one]  # the clip itself says it, below the picture


def test_that_texts_cannot_become_markup() -> None:
    facts = example.facts()
    bad = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
    first = replace(facts.findings[0], title=bad, statement=bad, recommendation=bad, owner=bad)
    hostile = replace(
        facts, findings=(first, *facts.findings[1:]), laboratory=bad, service=replace(facts.service, name=bad)
    )
    text = render(make_document(hostile, "en"))
    assert "<script>alert" not in text
    assert "onerror=alert(1)>" not in text
    assert Page(text).unbalanced == []


def test_that_captions_are_web_vtt_in_clip_time() -> None:
    from base64 import b64decode

    facts = example.facts()
    document = make_document(facts, "en", media(facts))
    part = document.finding(2).evidence[0]
    content = b64decode(captions(part).split(",", 1)[1]).decode()
    # The tag was edited to a lead of five seconds.
    assert content == "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\ninput was lost — typed the whole address again\n"
    hostile = part.model_copy(update={"notes": ((0.0, 1.0, "a\n\n00:00 --> <b>&"),)})
    cues = b64decode(captions(hostile).split(",", 1)[1]).decode()
    assert cues.endswith("a 00:00 --&gt; &lt;b&gt;&amp;\n")


def test_that_a_page_without_media_says_so() -> None:
    text = render(make_document(example.facts(), "en"))
    assert "This export was made without pictures." in text
    assert Page(text).all("video") == []
