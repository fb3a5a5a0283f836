"""The door of the room: opening it on the network, and who is let through to its pages at all."""
