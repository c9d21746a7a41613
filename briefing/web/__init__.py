"""HTTP GET: many requests in parallel, each limited in time and size, with failures as values."""

from briefing.web.addresses import with_credentials
from briefing.web.fetcher import Fetcher
from briefing.web.messages import Fetched, FetchFailed, FetchResult, NotModified, Request

__all__ = ["FetchFailed", "FetchResult", "Fetched", "Fetcher", "NotModified", "Request", "with_credentials"]
