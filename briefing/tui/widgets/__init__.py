"""The panes and the lines around them; each draws only what is on the screen."""
