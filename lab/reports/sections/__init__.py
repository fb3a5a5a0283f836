"""The parts of the report, each made of the facts of a round by a pure function."""
