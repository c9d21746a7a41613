"""Fast path for well-formed, conventional RSS, RDF and Atom by lxml: many times as fast as feedparser.

feedparser remains the reference: this parser applies its rules, odd ones included, and field names. Feeds with other
constructs (markup inside of texts, DTDs, other encodings than UTF-8, elements in unusual places) are left to feedparser
as a whole. A test compares both over real and generated feeds.
"""
