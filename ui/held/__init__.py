"""One session, whichever screen shows it: followed, changed, tagged, amended, ended. Takes nothing from a screen."""
