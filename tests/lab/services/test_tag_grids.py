"""What the live grid remembers of closed sessions."""

import pytest

from lab.domain.ids import SessionId
from lab.domain.record import SessionRecord
from lab.services.tag_grids import TagGrids
from tests.lab.laboratories import Furnished
from tests.lab.stories import Story, hold


def test_that_what_changes_while_a_grid_is_read_is_read_anew(place: Furnished, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(place, Story().task("fill-form", 5).closed())
    grids, read, asked = TagGrids(place.lab), place.lab.sessions.record_of, []

    def amended_meanwhile(session: SessionId) -> SessionRecord:
        record = read(session)
        asked.append(session)
        if len(asked) == 1:
            grids.changed(session)
        return record

    monkeypatch.setattr(place.lab.sessions, "record_of", amended_meanwhile)
    for _ in range(3):
        grids.of_round(place.round.id)
    assert len(asked) == 2
