"""The doors without a window: one module per command, each thin; what they do is done by the rooms."""
