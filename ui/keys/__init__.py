"""The keys by which a session is run and reviewed: which there are, how they are heard, where they are explained."""
