"""Beside the session: who watches, waits, raises a hand, and what is said; nothing of it for the participant."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lab.live.messages import Admit, Chat, MutePerson, Remove
from tests.ui.conftest import Dress
from tests.ui.second_room.company_stage import StagedRoom, person
from tests.ui.walking import cut, nameless, overlapping, unreachable
from ui.second_room.beside_feed import BesideFeed
from ui.second_room.hands import HandNotice


class Side:
    """The column in a window, its room, and whether the participant sees it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.room = StagedRoom()
        self.exposed = False
        self.side = BesideFeed(QLabel("feed"), self.room.company, lambda: self.exposed)
        qtbot.addWidget(self.side)
        self.side.resize(240, 640)
        self.side.show()
        qtbot.waitExposed(self.side)


@pytest.fixture
def side(qtbot: QtBot, dress: Dress) -> Side:
    made = Side(qtbot)
    made.room.opens()
    return made


def test_that_the_panel_says_how_many_watch_and_admits_the_one_who_waits(side: Side) -> None:
    side.room.there_are(person("Anna", delay_ms=28, mode="mse"), person("Oleg", "lobby"))
    panel = side.side.observers
    assert (panel.number.text(), panel.line.text()) == ("1", "28 ms · all connected")
    assert panel.admit.text() == "Admit Oleg"
    panel.admit.setFocus()
    QTest.keyClick(panel.admit, Qt.Key.Key_Space)
    assert isinstance(side.room.asked[-1], Admit)
    side.room.there_are(person("Anna"), person("Oleg"))
    assert panel.admit.isHidden()


def test_that_the_first_who_waits_is_let_in_by_a_key_whatever_has_the_focus(side: Side) -> None:
    side.room.there_are(person("Oleg", "lobby"))
    side.side.activateWindow()
    side.side.setFocus()
    QTest.keyClick(side.side, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert [type(one) for one in side.room.asked] == [Admit]


def test_that_somebody_is_refused_and_another_muted_and_a_row_keeps_its_place_when_delays_change(side: Side) -> None:
    side.room.there_are(person("Oleg", "lobby"), person("Anna", mode="mse", delay_ms=20))
    side.side.observers.people.click()
    people = side.side.people
    assert people.waiting["oleg"].admit.hasFocus() or not side.side.isActiveWindow()
    people.waiting["oleg"].refuse.click()
    assert isinstance(side.room.asked[-1], Remove)
    row = people.inside["anna"]
    row.more.click()
    row.ways.actions()[1].trigger()
    row.ways.close()
    muted = side.room.asked[-1]
    assert isinstance(muted, MutePerson)
    assert muted.on
    side.room.there_are(person("Anna", mode="mse", delay_ms=90, muted=True))
    assert people.inside["anna"] is row
    assert not people.waiting


def test_that_unread_words_are_counted_until_they_are_seen_and_answered_to_one_person(side: Side) -> None:
    side.room.there_are(person("Oleg"))
    side.room.says("look at the date")
    assert side.side.observers.chat.text() == "Chat (1 new)"
    side.side.observers.chat.click()
    assert side.room.company.unread == 0
    chat = side.side.chat
    assert chat.list.item(0).text().endswith("Oleg → you  ● new\nlook at the date")
    side.side.to_chat("oleg")
    QTest.keyClicks(chat.text, "thank you")
    QTest.keyClick(chat.text, Qt.Key.Key_Return)
    said = side.room.asked[-1]
    assert isinstance(said, Chat)
    assert (said.to, said.text, chat.text.text()) == ("oleg", "thank you", "")
    QTest.keyClick(chat.text, Qt.Key.Key_Escape)
    assert side.side.observers.isVisible()


def test_that_what_was_said_unseen_bears_the_word_new_when_the_chat_is_opened(side: Side) -> None:
    side.room.says("look at the date")
    side.side.to_chat()
    side.room.says("and at the sum", said="chat-2")
    chat = side.side.chat
    first, second = (chat.list.item(place).text().splitlines()[0] for place in range(2))
    assert first.endswith("Oleg → you  ● new")
    assert second.endswith("Oleg → you")
    side.side.to_feed()
    side.side.to_chat()
    assert not chat.list.item(0).text().splitlines()[0].endswith("new")


def test_that_nothing_that_observers_say_stands_on_a_screen_that_the_participant_sees(side: Side) -> None:
    side.room.there_are(person("Oleg"))
    side.exposed = True
    side.side.to_chat()
    side.room.says("he will fail here")
    side.room.raises_hand("Oleg", "he will fail here")
    assert side.side.chat.list.isHidden()
    assert side.room.company.unread == 1
    QTest.keyClick(side.side.chat, Qt.Key.Key_Escape)
    assert side.side.observers.isVisible()
    seen = [label.text() for label in side.side.findChildren(QLabel) if label.isVisible()]
    assert "Oleg raises a hand" in seen
    assert not any("fail" in words for words in seen)
    side.side.to_chat()
    side.exposed = False
    side.side.look()
    assert side.side.chat.list.isVisible()
    assert side.room.company.unread == 0


def test_that_a_hand_that_is_raised_while_the_chat_is_open_is_seen_there_and_leads_to_its_tag(
    side: Side, qtbot: QtBot
) -> None:
    side.side.to_chat()
    side.room.raises_hand("Oleg", "look", annotation="tag-7")
    (notice,) = [one for one in side.side.findChildren(HandNotice) if one.isVisible()]
    with qtbot.waitSignal(side.side.tag_wanted) as wanted:
        notice.to_tag.click()
    assert wanted.args == ["tag-7"]
    assert side.side.observers.isVisible()


def test_that_a_raised_hand_leads_to_its_tag_and_is_put_away(side: Side, qtbot: QtBot) -> None:
    side.room.raises_hand("Oleg", "look", annotation="tag-7")
    notice = side.side.observers.hands.findChildren(HandNotice)[0]
    with qtbot.waitSignal(side.side.tag_wanted) as wanted:
        notice.to_tag.click()
    assert wanted.args == ["tag-7"]
    assert side.room.company.hands == []


@pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("ru", 2.0)])
def test_that_people_and_chat_can_be_used_by_everybody(qtbot: QtBot, dress: Dress, language: str, scale: float) -> None:
    dress(language=language, scale=scale)
    made = Side(qtbot)
    made.side.resize(round(240 * scale), round(640 * scale))
    made.room.opens()
    made.room.there_are(person("Oleg", "lobby", organisation="Ministry"), person("Anna", mode="mse", delay_ms=20))
    made.room.says("look at the date")
    made.room.raises_hand("Anna", annotation="tag-1")
    for show in (made.side.to_feed, made.side.to_people, made.side.to_chat):
        show()
        qtbot.waitUntil(lambda: not (overlapping(made.side) or cut(made.side)))
        assert nameless(made.side) == []
        assert unreachable(made.side) == []
