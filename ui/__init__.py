"""What a person sees: Qt Widgets, by screen; thin."""
