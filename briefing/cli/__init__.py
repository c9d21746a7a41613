"""The command line: parses arguments, calls `newsroom` and `render`, returns an exit code."""
