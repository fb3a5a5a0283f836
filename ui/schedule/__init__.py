"""The week with its rooms: book, move, cancel; conflicts are explained where they happen."""
