"""The session that the review's tests see again."""

SECOND_US = 250_000
"""The session's seconds are short, so that its recording is."""
