"""A whole session of the sample service without a person: the real window, the real recorder, the real room."""
