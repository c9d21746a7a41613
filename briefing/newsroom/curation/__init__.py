"""Manual changes of threads, and undo of all changes."""
