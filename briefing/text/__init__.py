"""Text analysis of one article: sentences, names, quotes and terms.

Pure functions over strings, without state or access to user files or other articles; imported on first use.
"""

from __future__ import annotations

from briefing.lazy import loader

__getattr__ = loader(
    __name__,
    {
        "analysis": ["analyse"],
        "names.entities": ["find_names"],
        "quotes": ["extract_quotes"],
        "sentence_splitter": ["split_sentences"],
    },
)
