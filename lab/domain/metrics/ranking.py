"""In which order problems are looked at."""


def priority(severity: float, affected: int, n: int) -> float:
    """Severity × share of the n exposed who were affected (Nielsen 1994; Rubin): for sorting only, never a verdict.

    Raises ValueError for nobody exposed, and for more affected than exposed.
    """
    if not 0 <= affected <= n or n == 0:
        raise ValueError((affected, n))
    return float(severity) * affected / n
