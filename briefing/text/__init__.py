"""Text analysis of one article: sentences, names, quotes and terms.

Pure functions over strings, without state or access to user files or other articles; imported on first use.
"""

from __future__ import annotations

from briefing.lazy import loader

ANALYSIS = 4
"""Version of the analysis of an article and of the briefs built from it, raised with every change that gives stored
articles another analysis, or their threads other summaries or key quotes; refreshes renew what earlier versions made.
"""

__getattr__ = loader(
    __name__,
    {
        "analysis": ["analyse"],
        "names.entities": ["find_names"],
        "quotes": ["extract_quotes"],
        "sentence_splitter": ["split_sentences"],
    },
)
