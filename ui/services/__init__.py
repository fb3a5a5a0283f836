"""Services, releases and rounds: what is tested, with whom, against what, and what the bookings can decide."""
