"""One document in, a summary out; needs no store."""

from __future__ import annotations

from briefing.model import Line


def summarize_document(body: bytes, *, name: str, words: int, method: str = "briefing") -> list[Line]:
    """Return the lines that sum up a page, a Markdown file or a plain text, in the order of the text.

    Args:
        body: the document's bytes.
        name: its file name or address; helps to tell its format and stands in errors.
        words: length of the summary.
        method: `briefing`, or the name of one of sumy's summarizers.

    Raises:
        SourceError: there is no text in it.
    """
    raise NotImplementedError
