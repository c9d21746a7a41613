"""What fills the terminal: the reading screen with its panes, and the help over it."""
