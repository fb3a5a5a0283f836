"""Keys in the words of buttons."""


def with_key(words: str, key: str) -> str:
    """A button's words with its key before them."""
    return f"{key}  {words}" if key else words
