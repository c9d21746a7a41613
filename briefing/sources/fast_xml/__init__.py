"""Fast path for well-formed, conventional RSS, RDF and Atom by lxml: several times faster than feedparser.

feedparser remains the reference: this parser applies all its rules and uses its field names. Feeds with other
constructs (markup within texts, DTDs, other encodings than UTF-8, elements in unusual places) are left to feedparser
as a whole. A test compares both over real and generated feeds.
"""
