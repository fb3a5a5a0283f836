"""What a camera or a screen shows is looked at once a second, on the machine clock."""

import numpy as np

from recordings.plan import SourcePlan
from recordings.sight import Sight
from recordings.sources.base import Picture
from tests.recordings.materials import Rgb, film, frame

CAMERA = SourcePlan(id="camera", kind="camera", shows="face")
SCREEN = SourcePlan(id="screen", kind="screen", shows="screen")
BLACK = np.zeros((360, 640, 3), np.uint8)
SECOND_US = 1_000_000


def seen(plan: SourcePlan, *pictures: Rgb) -> Sight:
    sight = Sight(plan)
    for second, picture in enumerate(pictures):
        sight.look(Picture(second * SECOND_US, frame(picture)), second * SECOND_US, second * SECOND_US)
    return sight


def test_that_a_camera_stands_still_from_its_last_picture_that_was_another() -> None:
    assert seen(CAMERA, film(1), film(2), film(3)).still_s == 0
    assert seen(CAMERA, film(1), film(2), film(2), film(2), film(2)).still_s == 3


def test_that_a_picture_is_black_for_as_long_as_it_has_been_so() -> None:
    assert seen(SCREEN, BLACK, film(1), BLACK, BLACK, BLACK).black_s == 2
    assert seen(CAMERA, BLACK, film(1)).black_s == 0


def test_that_a_black_screen_that_delivers_nothing_new_is_black_for_longer_and_longer() -> None:
    sight, picture = Sight(SCREEN), Picture(0, frame(BLACK))
    sight.look(picture, 0, 0)
    sight.look(picture, 0, 9 * SECOND_US)
    assert sight.black_s == 9


def test_that_a_device_that_comes_back_is_seen_anew() -> None:
    sight = seen(CAMERA, BLACK, BLACK, BLACK)
    sight.forget()
    assert (sight.still_s, sight.black_s) == (0, 0)
    sight.look(Picture(9 * SECOND_US, frame(film(1))), 9 * SECOND_US, 9 * SECOND_US)
    assert (sight.still_s, sight.black_s) == (0, 0)


def test_that_a_picture_that_is_a_repeat_of_one_never_looked_at_is_looked_at() -> None:
    sight = seen(SCREEN, film(1))
    for second in (2, 3):
        sight.look(Picture(second * SECOND_US, frame(BLACK), repeat=True), SECOND_US + 1, second * SECOND_US)
    assert sight.black_s == 1


def test_that_a_change_whose_picture_is_not_there_yet_is_looked_at_when_it_is() -> None:
    sight, changed_us = seen(SCREEN, film(1)), 2 * SECOND_US
    sight.look(Picture(changed_us - 1, frame(film(1))), changed_us, changed_us)
    for second in (3, 4):
        sight.look(Picture(second * SECOND_US, frame(BLACK)), changed_us, second * SECOND_US)
    assert sight.black_s == 1
