"""Labels of a thread: title, keywords and leading names."""
