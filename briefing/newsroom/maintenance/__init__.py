"""Use cases of maintenance: opening the store, diagnosis, pruning, temporary stores."""
