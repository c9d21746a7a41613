"""Actions of the main screen, an object a subject; the screen owns them and tells each what is selected."""
