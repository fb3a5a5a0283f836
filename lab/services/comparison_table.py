"""The comparison of two rounds as a table for spreadsheets."""

import csv
import io

from lab.reports.csv_export import cell_text
from lab.services.round_comparing import RoundsCompared
from lab.wording.compared import ComparedRow

COLUMNS = (
    "kind", "what", "measure", "earlier_round", "later_round", "n_earlier", "n_later", "earlier", "later", "change",
    "low", "high", "p", "test", "sentence",
)  # fmt: skip


def comparison_csv(pair: RoundsCompared, rows: tuple[ComparedRow, ...]) -> str:
    """A line for each figure. Of success and shares the change is later minus earlier (0–1), of times later ÷ earlier,
    of scores later minus earlier; low and high are its 95 % interval. Texts are in the language in force; none can run
    as a formula.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in rows:
        change = one.change
        numbers = (None,) * 5 if change is None else (
            change.by, change.interval.low, change.interval.high, change.p, change.test.value
        )  # fmt: skip
        cells = (
            one.kind, one.what, one.measure, pair.earlier.number, pair.later.number, *one.n, one.earlier, one.later,
            *numbers, one.sentence,
        )  # fmt: skip
        writer.writerow([cell_text(cell) for cell in cells])
    return written.getvalue()
