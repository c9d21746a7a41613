"""Worker processes: the pool, the program of a worker, and the tasks it knows."""
