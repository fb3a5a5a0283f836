"""JPEG files with the head that office programs look for (JFIF 1.02): encoders of films leave it out."""

START = b"\xff\xd8"
HEAD = b"\xff\xe0\x00\x10JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"
"""Version 1.02, square pixels, no thumbnail."""
_KNOWN = (b"JFIF", b"Exif")


def with_head(picture: bytes) -> bytes:
    """The picture, with a head if it is a JPEG without one; the picture itself is not touched."""
    bare = picture.startswith(START) and picture[6:10] not in _KNOWN
    return START + HEAD + picture[len(START) :] if bare else picture
