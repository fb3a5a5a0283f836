"""Tags that cannot be gathered yet lead to where they are coded."""

from itertools import pairwise
from typing import Any

from lab.domain.events import SessionMoved, Stamped, TagPut
from lab.domain.ids import SessionId, new_id
from lab.domain.session import SessionState
from tests.ui.conftest import Opened
from tests.ui.rounds import SECOND, book, make_round
from ui.findings.findings_screen import FindingsScreen
from ui.findings.uncoded_tags import MOST, UncodedTags
from ui.review.review_screen import ReviewScreen


def held(opened: Opened, notes: tuple[str, ...], *, closed: bool) -> tuple[SessionId, list[str]]:
    """A session with bare notes; the ids of its tags."""
    made = book(opened.lab, make_round(opened.lab), 1)
    session = opened.lab.sessions.prepare(made.bookings[0].id, (), "en").session_id
    states = [SessionState.PLANNED, SessionState.READY, SessionState.RUNNING, SessionState.DEBRIEF]
    if closed:
        states.append(SessionState.CLOSED)
    heading: dict[str, Any] = {"author": "Anna"}
    told: list[Any] = [
        SessionMoved(id=new_id(), at_us=0, from_state=before, to_state=after, **heading)
        for before, after in pairwise(states)
    ]
    tags = [
        TagPut(
            id=new_id(), at_us=SECOND, annotation=new_id(), pressed_us=SECOND * place, lead_us=0, lag_us=0, note=note,
            **heading,
        )
        for place, note in enumerate(notes, 1)
    ]  # fmt: skip
    told[3:3] = tags
    opened.lab.sessions.ingest(session, [Stamped(seq=seq, event=event) for seq, event in enumerate(told, 1)])
    return session, [tag.annotation for tag in tags]


def uncoded(opened: Opened) -> UncodedTags:
    """The card in the findings screen."""
    screen = opened.show("findings")
    assert isinstance(screen, FindingsScreen)
    screen.tabs.setCurrentIndex(2)
    (card,) = [one for one in screen.findChildren(UncodedTags) if not one.isHidden()]
    return card


def test_that_a_tag_of_a_closed_session_is_coded_in_review(opened: Opened) -> None:
    _session, tags = held(opened, ("hesitates", "laughs"), closed=True)
    card = uncoded(opened)
    assert [link.text() for link in card.links] == ["P01 0:01  “hesitates”", "P01 0:02  “laughs”"]
    card.links[1].click()
    opened.settle()
    screen = opened.window.current
    assert isinstance(screen, ReviewScreen)
    assert screen.review is not None
    assert screen.review.editor.tag is not None
    assert screen.review.editor.tag.id == tags[1]
    screen.review.reason.field.setText("coded late")
    screen.review.editor.criterion.chosen.emit("CC-24")
    screen.review.editor.severity.buttons[2].click()
    opened.settle()
    assert len(uncoded(opened).links) == 1


def test_that_many_tags_are_counted_and_not_all_drawn(opened: Opened) -> None:
    held(opened, tuple(f"note {number}" for number in range(MOST + 3)), closed=True)
    assert len(uncoded(opened).links) == MOST


def test_that_a_tag_of_an_open_session_leads_to_its_debrief(opened: Opened) -> None:
    session, tags = held(opened, ("hesitates", "laughs"), closed=False)
    went: list[tuple[str, dict[str, object]]] = []
    seen = opened.lab.findings.uncoded(opened.lab.rounds.rounds()[0].id)
    card = UncodedTags(seen, lambda screen, **subject: went.append((screen, dict(subject))))
    card.links[1].click()
    assert went == [("debrief", {"session": session, "annotation": tags[1]})]
    card.deleteLater()
