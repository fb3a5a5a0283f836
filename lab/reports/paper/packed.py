"""Office files without the clock: a ZIP whose entries carry one fixed date is the same file each time."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a ZIP can say."""


def without_dates(packed: bytes) -> bytes:
    """The same entries in the same order, each with the first day of ZIP."""
    made = BytesIO()
    with ZipFile(BytesIO(packed)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            plain = ZipInfo(entry.filename, FIRST_DAY)
            plain.compress_type = ZIP_DEFLATED
            plain.external_attr = 0o644 << 16
            target.writestr(plain, source.read(entry))
    return made.getvalue()
