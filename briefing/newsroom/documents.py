"""One document in, a summary out; needs no store."""

from __future__ import annotations

from briefing.errors import SourceError
from briefing.model import AnnotatedArticle, Line


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
    from briefing.sources import article_from_bytes
    from briefing.summary import summarize_article
    from briefing.text import analyse

    article = article_from_bytes(body, name=name, url=name if name.startswith(("http://", "https://")) else "")
    if not article.text.strip():
        raise SourceError(f"{name}: there is no text in it")
    return summarize_article(AnnotatedArticle(article, analyse(article)), words=words, method=method)
