"""The portfolio: every service at once – tested, overdue, gate, level, satisfaction against its target."""
