"""Two observers' tags of one kind: which of them mean the same moment?"""

from collections.abc import Sequence
from dataclasses import dataclass

WINDOW_US = 5_000_000
"""So far apart two people press for one event. A proposal, not a standard."""


@dataclass(frozen=True, slots=True)
class TagsMatched:
    """How many tags of two observers pair off, and out of how many each put."""

    matched: int
    first: int
    second: int

    @property
    def f1(self) -> float | None:
        """Twice the pairs by all tags, 0–1; None when nobody tagged."""
        return 2 * self.matched / (self.first + self.second) if self.first + self.second else None

    @property
    def jaccard(self) -> float | None:
        """Pairs by the events that at least one of them saw, 0–1; None when nobody tagged."""
        seen = self.first + self.second - self.matched
        return self.matched / seen if seen else None


def match_tags(first_us: Sequence[int], second_us: Sequence[int], window_us: int = WINDOW_US) -> TagsMatched:
    """Pair off tags of one kind at most `window_us` apart, so that as many pairs as possible come about.

    Each tag has one partner at most. To take the nearest each time finds fewer pairs: it may take a tag away from
    the only partner of another.
    """
    if not first_us or not second_us:
        return TagsMatched(0, len(first_us), len(second_us))
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    apart = np.abs(np.subtract.outer(np.asarray(first_us, np.int64), np.asarray(second_us, np.int64)))
    partners = maximum_bipartite_matching(csr_array(apart <= window_us), perm_type="column")
    return TagsMatched(int((partners >= 0).sum()), len(first_us), len(second_us))
