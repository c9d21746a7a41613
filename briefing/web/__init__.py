"""HTTP requests: many in parallel, each limited in time and size, with failures as values."""

from briefing.web.fetcher import Fetcher
from briefing.web.http_values import Fetched, FetchFailed, FetchResult, Login, NotModified, Request
from briefing.web.request_urls import normalize, site_of, with_credentials
from briefing.web.scheduler import OnWait

__all__ = [
    "FetchFailed",
    "FetchResult",
    "Fetched",
    "Fetcher",
    "Login",
    "NotModified",
    "OnWait",
    "Request",
    "normalize",
    "site_of",
    "with_credentials",
]
