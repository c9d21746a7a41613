"""Named entity recognition by capitalisation, titles and repetition: people, organisations and places of a text.

The role of a name in a sentence, such as speaker, is left to `briefing.text.quotes`.
"""
