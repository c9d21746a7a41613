"""Screen content as values: styled text, wrapped lines, blocks. No I/O; widgets draw it on the terminal."""
