"""Screens: the main screen with its panes, and the help over it."""
