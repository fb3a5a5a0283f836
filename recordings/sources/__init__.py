"""Where pictures and sound come from. Each source is one small class behind the interface in `base`."""
