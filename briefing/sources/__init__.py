"""Sources: bytes of feeds and files to entries and articles. Fetching, storing and threading are left to others."""

from briefing.sources.documents import article_from_bytes, find_seeds, read_seed
from briefing.sources.entries import article_from_entry
from briefing.sources.feeds import ParsedFeed, parse_feed

__all__ = ["ParsedFeed", "article_from_bytes", "article_from_entry", "find_seeds", "parse_feed", "read_seed"]
