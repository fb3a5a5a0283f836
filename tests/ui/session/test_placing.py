"""The session's window never lies on the recorded screen if there is another."""

from PySide6.QtCore import QRect

from ui.session.placing import place_off

LEFT, RIGHT, SMALL = QRect(0, 0, 1920, 1080), QRect(1920, 0, 1920, 1080), QRect(3840, 0, 1024, 600)


def test_that_a_window_elsewhere_stays() -> None:
    assert place_off(QRect(100, 100, 800, 600), RIGHT, (LEFT, RIGHT)) is None


def test_that_a_window_on_the_recorded_screen_goes_to_the_other() -> None:
    moved = place_off(QRect(1800, 100, 1280, 800), RIGHT, (LEFT, RIGHT))
    assert moved is not None
    assert LEFT.contains(moved)
    assert moved.size() == QRect(0, 0, 1280, 800).size()


def test_that_it_goes_where_most_of_it_fits_and_is_made_smaller_if_it_must() -> None:
    window = QRect(100, 100, 1280, 800)
    assert place_off(window, LEFT, (LEFT, SMALL, RIGHT)) == place_off(window, LEFT, (LEFT, RIGHT))
    moved = place_off(window, LEFT, (LEFT, SMALL))
    assert moved is not None
    assert SMALL.contains(moved)


def test_that_with_one_screen_it_stays() -> None:
    assert place_off(QRect(0, 0, 800, 600), LEFT, (LEFT,)) is None
