"""urllib3 connection pools with total deadlines, refusal by the connected address, and proxies.

The address is checked after the look-up and the connection is made to that same address, which defeats DNS
rebinding. Behind a proxy the proxy looks up; there only addresses that are
written as such, and names that are reserved for private networks, can be refused.
"""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from briefing.web.deadlines import Call
from briefing.web.error_messages import Refused
from briefing.web.request_urls import Resolver, is_loopback, is_private, is_private_host, look_up_within

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse


class PrivateAddress(Refused):
    """The host is in a private network, and these are not allowed."""


@dataclass(slots=True)
class _Work:
    """The call for which a thread opens a connection, passed thread-locally because urllib3 has no argument for it."""

    call: Call
    resolver: Resolver
    private: bool
    peer: str = ""
    """The address that the connection in use was made to."""


_working = threading.local()


def _current() -> _Work:
    work: _Work = _working.work
    return work


@contextlib.contextmanager
def _at_work(work: _Work) -> Iterator[None]:
    _working.work = work
    try:
        yield
    finally:
        del _working.work


def _connect(host: str, port: int, work: _Work) -> tuple[socket.socket, str]:
    """Socket and address of the first address of a host that answers within the time of the call."""
    addresses = look_up_within(work.resolver, host, port, work.call.remaining())
    if not work.private and any(map(is_private, addresses)):
        raise PrivateAddress(f"{host} is in a private network, where a feed may not lead")
    failure: OSError = OSError(f"no address: {host}")
    for number, address in enumerate(addresses):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connected = socket.socket(family, socket.SOCK_STREAM)
        try:
            work.call.attach(connected)
            # Each address gets its share of the time, so that a dead one does not block the next.
            connected.settimeout(work.call.remaining() / (len(addresses) - number))
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connected.connect((address, port))
            work.peer = address
        except OSError as error:
            connected.close()
            failure = error
        else:
            connected.settimeout(work.call.remaining())
            return connected, address
    raise failure


class _Plain(HTTPConnection):
    _peer = ""

    def _new_conn(self) -> socket.socket:
        connected, self._peer = _connect(self._dns_host, self.port or self.default_port, _current())
        return connected

    def request(self, *args: Any, **kwargs: Any) -> None:
        _use(self.sock, self._peer)
        super().request(*args, **kwargs)


class _Secure(HTTPSConnection):
    _peer = ""

    def _new_conn(self) -> socket.socket:
        connected, self._peer = _connect(self._dns_host, self.port or self.default_port, _current())
        return connected

    def request(self, *args: Any, **kwargs: Any) -> None:
        _use(self.sock, self._peer)
        super().request(*args, **kwargs)


def _use(connected: socket.socket | None, peer: str) -> None:
    """Assign a pooled connection to the current call."""
    if connected is not None:
        work = _current()
        work.call.attach(connected)
        work.peer = peer


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Watched(ssl.SSLSocket):
    """Connection attached to its call from the TLS handshake on, which a slow server can draw out like a body."""

    def do_handshake(self, block: bool = False) -> None:
        if work := getattr(_working, "work", None):
            work.call.attach(self)
        super().do_handshake(block)


def _tls() -> ssl.SSLContext:
    """TLS context with the system's certificates, else with certifi's."""
    context = create_urllib3_context()
    context.load_default_certs()
    if not context.get_ca_certs() and not _has_directory_of_certificates():
        with contextlib.suppress(ImportError):
            import certifi

            context.load_verify_locations(certifi.where())
    context.sslsocket_class = _Watched
    return context


def _has_directory_of_certificates() -> bool:
    """Whether certificates are loaded on demand from a directory, so that none are loaded yet."""
    return ssl.get_default_verify_paths().capath is not None


class Connections:
    """Keep-alive connections of a fetcher, in separate pools for requests that may reach private networks."""

    def __init__(self, resolver: Resolver, hosts: int, per_host: int) -> None:
        """Create the pools without connecting, for about `hosts` servers with at most `per_host` connections each."""
        self._resolver = resolver
        self._hosts = hosts
        self._per_host = per_host
        self._lock = threading.Lock()
        self._managers: dict[tuple[str, bool, bool], urllib3.PoolManager] = {}
        self._context = functools.cache(_tls)

    def ask(
        self,
        url: str,
        headers: dict[str, str],
        call: Call,
        silence: float,
        *,
        private: bool,
        body: bytes | None = None,
    ) -> BaseHTTPResponse:
        """Send a GET, or a POST if there is a body, without following redirects; the response's body is not read.

        Args:
            url: the address, without credentials.
            headers: all that are sent besides `Host`.
            call: call that the request belongs to, with its deadline.
            silence: seconds for which the server may send nothing.
            private: whether the host may be in a private network.
            body: to be posted; None for a GET.

        Raises:
            PrivateAddress: the host is in a private network and `private` is False.
            urllib3.exceptions.HTTPError: and all else that can go wrong.
        """
        parsed = urllib3.util.parse_url(url)
        host = parsed.host or ""
        proxy = _proxy_for(url, host)
        if not private and is_private_host(host):
            raise PrivateAddress(f"{host} is in a private network, where a feed may not lead")
        manager = self._manager(proxy, private, is_secure=parsed.scheme == "https")
        timeout = urllib3.Timeout(connect=call.remaining(), read=min(silence, call.remaining()))
        work = _Work(call, self._resolver, private or bool(proxy))
        with _at_work(work):
            response = manager.urlopen(
                "GET" if body is None else "POST",
                url,
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=timeout,
            )
        call.peer_is_private = is_private_host(host) if proxy else is_private(work.peer)
        return response

    def close(self) -> None:
        """Close idle connections."""
        with self._lock:
            for manager in self._managers.values():
                manager.clear()

    def _manager(self, proxy: str, private: bool, *, is_secure: bool) -> urllib3.PoolManager:
        key = (proxy, private, is_secure)
        with self._lock:
            if key not in self._managers:
                self._managers[key] = self._make(proxy, is_secure=is_secure)
            return self._managers[key]

    def _make(self, proxy: str, *, is_secure: bool) -> urllib3.PoolManager:
        pools = max(64, 2 * self._hosts)
        # Reading the certificates takes 25 ms, so nothing reads them for plain HTTP.
        context = self._context() if is_secure or proxy.startswith("https:") else None
        manager: urllib3.PoolManager
        if not proxy:
            manager = urllib3.PoolManager(pools, maxsize=self._per_host, ssl_context=context)
        elif proxy.startswith(("http://", "https://")):
            auth = _proxy_auth(proxy)
            manager = urllib3.ProxyManager(
                proxy, pools, proxy_headers=auth, maxsize=self._per_host, ssl_context=context
            )
        else:
            raise Refused(f"the proxy {proxy.partition(':')[0]}: of the environment is not an http or https one")
        manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        return manager


def _proxy_for(url: str, host: str) -> str:
    """Proxy of the environment for a URL; loopback hosts never use one."""
    if is_loopback(host):
        return ""
    proxies = urllib.request.getproxies()
    proxy = proxies.get(url.partition(":")[0]) or proxies.get("all") or ""
    if not proxy or urllib.request.proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _proxy_auth(proxy: str) -> dict[str, str] | None:
    user = urllib3.util.parse_url(proxy).auth
    return dict(urllib3.make_headers(proxy_basic_auth=unquote(user))) if user else None
