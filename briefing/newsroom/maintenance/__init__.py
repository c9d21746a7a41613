"""The store itself: opening, diagnosis, pruning, temporary stores."""
