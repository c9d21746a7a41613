"""What stands on the screen, as values: styled text, wrapped lines, blocks. Pure; widgets put it on the terminal."""
