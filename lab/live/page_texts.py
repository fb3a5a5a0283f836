"""The texts of the room's page in one language, as the page fetches them.

They stand in catalogues of their own (`page*.po`), so that a page fetches its own texts and nothing else.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from lab import i18n

_LOCALE = Path(i18n.__file__).parent / "locale"


@cache
def page_texts(language: str) -> dict[str, str | list[str]]:
    """English text → translation; where there are plurals, English singular → the forms in the catalogue's order.

    Empty for English, whose texts are the keys. Raises ValueError for a language we do not have.
    """
    if language not in i18n.LANGUAGES:
        msg = f"no such language: {language}"
        raise ValueError(msg)
    texts: dict[str, str | list[str]] = {}
    for source in sorted((_LOCALE / language / "LC_MESSAGES").glob("page*.po")):
        for message in read_po(BytesIO(source.read_bytes()), locale=language):
            if message.id and message.pluralizable:
                texts[str(message.id[0])] = list(message.string)
            elif message.id:
                texts[str(message.id)] = str(message.string)
    return texts
