"""HTTP GET: many requests in parallel, each limited in time and size, with failures as values."""

from briefing.web.fetcher import Fetcher
from briefing.web.http_values import Fetched, FetchFailed, FetchResult, NotModified, Request
from briefing.web.request_urls import with_credentials
from briefing.web.scheduler import OnWait

__all__ = ["FetchFailed", "FetchResult", "Fetched", "Fetcher", "NotModified", "OnWait", "Request", "with_credentials"]
