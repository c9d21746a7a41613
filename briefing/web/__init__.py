"""The network: many GETs at a time, each within its time and size, each failure a value."""

from briefing.web.addresses import with_credentials
from briefing.web.fetcher import Fetcher
from briefing.web.messages import Fetched, FetchFailed, FetchResult, NotModified, Request

__all__ = ["FetchFailed", "FetchResult", "Fetched", "Fetcher", "NotModified", "Request", "with_credentials"]
