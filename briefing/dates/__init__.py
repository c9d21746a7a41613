"""Parses dates as feeds, pages, mail and front matter write them. No I/O."""
