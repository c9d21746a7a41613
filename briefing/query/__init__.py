"""The query language of the command line, the configuration and the reader: parser, syntax tree and time expressions.

Pure: evaluation is left to `briefing.store`, which compiles a tree to SQL, and for threads that are not stored yet to
`nodes.matches`. docs/queries.md is the reference for users. Each name is imported from its module, as
a briefing of all stories parses no query.
"""
