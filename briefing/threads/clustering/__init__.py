"""Online clustering of articles into threads: vectors, candidates, merges, and the state kept between refreshes."""

CLUSTERING = 1
"""Version of clustering, raised once a release with a change after which stored articles would be in other threads;
refreshes then group them again. Another version of the stemmer has the same effect."""
