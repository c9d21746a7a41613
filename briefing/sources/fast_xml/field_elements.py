"""feedparser's element names, grouped by the field they set."""

from __future__ import annotations

HTML = ("text/html", "application/xhtml+xml")
TYPES = {"text": "text/plain", "plain": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}

TITLES = frozenset(("title", "dc_title", "media_title"))
DESCRIPTIONS = frozenset(("description", "dc_description", "media_description"))
SUMMARIES = frozenset(("summary", "itunes_summary"))
IDS = frozenset(("guid", "id"))
AUTHORS = frozenset(("author", "managingeditor", "dc_author", "dc_creator", "itunes_author"))
DATES = {
    **dict.fromkeys(("published", "issued", "pubdate", "dcterms_issued"), "published"),
    **dict.fromkeys(("updated", "modified", "date", "lastbuilddate", "dc_date", "dcterms_modified"), "updated"),
    **dict.fromkeys(("created", "dcterms_created"), "created"),
}
SUPPLEMENTS = frozenset(("enclosure", "comments", "media_content", "category", "keywords", "dc_subject"))
"""Elements with files, the page with comments, and categories."""
CONTENTS = frozenset(("content", "content_encoded"))
NESTED = frozenset((*TITLES, *DESCRIPTIONS, *SUMMARIES, *CONTENTS, "source", "image"))
"""Elements that must not be nested within another element of a feed."""
NAMED = frozenset((*TITLES, *DESCRIPTIONS, *SUMMARIES, *AUTHORS, *DATES, "itunes_name", "itunes_email"))
"""Elements that must not be nested within an entry's author."""
SKIPPED = frozenset(
    ("subtitle", "tagline", "itunes_subtitle", "rights", "copyright", "dc_rights", "info", "feedburner_browserfriendly")
)
"""Elements ignored if they hold plain text."""
_UNUSUAL = """
abstract body channel entry feed fullitem item math rss svg textinput xhtml_body author_detail authors content_detail
created_parsed guidislink links published_parsed summary_detail title_detail updated_parsed
"""
LEFT_ALONE = frozenset(_UNUSUAL.split())
"""Elements of an entry that only feedparser handles."""
_SOURCED = """
author category contributor email generator icon id link logo name published rights subtitle title updated uri
"""
OF_A_SOURCE = frozenset(_SOURCED.split())
OF_AN_IMAGE = frozenset(("title", "link", "description", "url", "href", "width", "height"))
