"""The library of standards: what rounds are judged against, version by version."""
