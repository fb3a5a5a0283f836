"""The debrief: every criterion that the session exposed is judged, tags are coded, answers are taken down."""
