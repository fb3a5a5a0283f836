"""The session: the devices check before it, and the screen on which a moderator runs it."""
