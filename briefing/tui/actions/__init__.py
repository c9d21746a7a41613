"""Actions of the main screen, one object per subject; the screen creates them and provides the selection."""
