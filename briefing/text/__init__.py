"""Text analysis of one article: sentences, names, quotes and terms.

Pure functions over strings, without state or access to user files or other articles.
"""
