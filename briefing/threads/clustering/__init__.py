"""Online clustering of articles into threads: vectors, candidates, merges, and the state kept between refreshes."""
