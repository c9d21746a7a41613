"""HTML to text: whole pages to articles by trafilatura, feed fragments by lxml. No network access."""

from briefing.clean.fragments import html_to_text, image_captions
from briefing.clean.link_spans import fragment_links
from briefing.clean.mails import read_mail_body
from briefing.clean.pages import clean_page

__all__ = ["clean_page", "fragment_links", "html_to_text", "image_captions", "read_mail_body"]
