"""Feed parsing: converts the bytes of feeds, files and streams to entries and articles.

Fetching, storing and threading are left to others.
"""

from briefing.sources.article_files import article_from_bytes, article_from_seed, find_seeds, read_seed, seed_bytes
from briefing.sources.encodings import decode_page
from briefing.sources.entries import article_from_entry
from briefing.sources.feed_parser import ParsedFeed, parse_feed
from briefing.sources.input_context import Origin, Read
from briefing.sources.media_types import KINDS, Kind, kind_of
from briefing.sources.streams import read_stream

__all__ = [
    "KINDS",
    "Kind",
    "Origin",
    "ParsedFeed",
    "Read",
    "article_from_bytes",
    "article_from_entry",
    "article_from_seed",
    "decode_page",
    "find_seeds",
    "kind_of",
    "parse_feed",
    "read_seed",
    "read_stream",
    "seed_bytes",
]
