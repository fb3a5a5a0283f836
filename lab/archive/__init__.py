"""The session folder on disk: what was planned, every event, the seal; written, verified, repaired, erased."""
