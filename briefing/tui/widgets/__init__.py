"""Widgets: the panes and the lines around them; each draws only its visible part."""
