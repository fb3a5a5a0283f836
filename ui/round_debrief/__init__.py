"""The debrief of a whole round: what no single session can judge."""
