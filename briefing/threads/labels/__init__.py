"""What a thread is called: title, keywords and the entities of its articles."""
