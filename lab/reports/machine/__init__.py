"""Shapes of a report that other programs read: EARL, the W3C's report tool, OpenACR."""
