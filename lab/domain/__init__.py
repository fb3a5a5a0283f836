"""Frozen objects and pure rules of the laboratory. Knows no database, no Qt, no file."""
