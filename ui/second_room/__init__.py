"""The moderator’s side of the second room: opening it, who is there, what they say, and the live grid."""
