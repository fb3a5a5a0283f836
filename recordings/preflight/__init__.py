"""The check before the start: ten seconds are recorded, closed, decoded again and judged."""
