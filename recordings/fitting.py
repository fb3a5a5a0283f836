"""How large a picture is shown where there is only so much room."""


def fitting(width: int, height: int, most_width: int, most_height: int) -> tuple[int, int]:
    """The even size, of the same shape, that fits, px; never larger than it was."""
    scale = min(1.0, most_width / width, most_height / height)
    return max(2, round(width * scale) & ~1), max(2, round(height * scale) & ~1)
