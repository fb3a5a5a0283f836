"""What do we tell the owner? The export of a round."""
