"""Picture and sound for observers: from the recorder to everybody who may watch, none of them at another's pace."""
