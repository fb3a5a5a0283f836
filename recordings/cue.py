"""The numbers that are flashed on screens, so that a recording can say which screen it shows.

A number is drawn as a square marker of the ArUco dictionary 4x4_50 (S. Garrido-Jurado et al., Pattern Recognition
47, 2014): it is found at any size and place in a decoded picture, also one that a camera took of the screen. This
module only knows how a marker looks; finding it needs OpenCV and happens in `recordings.preflight`.
"""

_BITS = (0xB532, 0x0F9A, 0x332D, 0x9946, 0x549E, 0x79CD, 0x9E2E, 0xC4F2, 0xFEDA, 0xCF56)
"""The inner 4 x 4 cells of the first markers of the dictionary, row by row; 1 is white."""

_INNER = 4

NUMBERS = range(1, len(_BITS))
"""The numbers that can be shown; a machine has no more screens than that."""

CELLS = _INNER + 4
"""Cells along one side: the inner ones, a black edge and a white margin."""


def cells(number: int) -> tuple[tuple[bool, ...], ...]:
    """Return the square to draw, row by row, True for white; `ValueError` for a number that has no marker."""
    if number not in NUMBERS:
        raise ValueError(number)
    return tuple(tuple(_is_white(_BITS[number], row, column) for column in range(CELLS)) for row in range(CELLS))


def _is_white(bits: int, row: int, column: int) -> bool:
    if 0 in (row, column) or CELLS - 1 in (row, column):
        return True
    inner_row, inner_column = row - 2, column - 2
    if not (0 <= inner_row < _INNER and 0 <= inner_column < _INNER):
        return False
    return bool(bits >> (_INNER * _INNER - 1 - inner_row * _INNER - inner_column) & 1)
