"""Schema steps, numbered and frozen; none imports our own code."""
