"""The room: the one server that hosts sessions, keeps their journals and steers the recorder."""
