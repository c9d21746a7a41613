"""Validates, normalizes and classifies hosts and URLs. Only `look_up` does I/O."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from briefing.web.error_messages import Refused

Resolver = Callable[[str, int], list[str]]
"""Resolves host and port to addresses, best first; raises OSError."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
"""IANA's global unicast; other ranges (site-local, mapped or translated IPv4, local NAT64, SRv6) are not public."""
_DOCUMENTATION_IPV6 = ipaddress.IPv6Network("3fff::/20")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}\.?", re.IGNORECASE)
"""An IPv4 address in any notation that `inet_aton` and browsers take: `2852039166`, `0xA9FEA9FE`, `127.1`, `0`."""
_PRIVATE_SUFFIXES = (".localhost", ".localdomain", ".local", ".internal", ".home.arpa", ".lan", ".home", ".intranet")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\U0010ffff<>\"\\^`{|}]")
_IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def look_up(host: str, port: int) -> list[str]:
    """Resolve a host with the system resolver.

    Raises:
        OSError: the host has no addresses.
    """
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


def look_up_within(resolver: Resolver, host: str, port: int, seconds: float) -> list[str]:
    """Resolve a host with a timeout; the system's own look-up cannot be interrupted.

    Raises:
        OSError: there are no addresses.
        TimeoutError: the look-up took too long.
    """
    if address := literal(host):
        return [str(address)]
    answer: list[list[str] | OSError | UnicodeError] = []
    done = threading.Event()

    def resolve() -> None:
        try:
            answer.append(resolver(host, port))
        except (OSError, UnicodeError) as error:
            answer.append(error)
        finally:
            done.set()

    threading.Thread(target=resolve, name="briefing-look-up", daemon=True).start()
    if not done.wait(seconds):
        raise TimeoutError(f"looking up {host}")
    if not answer or isinstance(answer[0], UnicodeError):
        raise OSError(f"no host name: {host}")
    if isinstance(answer[0], OSError):
        raise answer[0]
    return answer[0]


@lru_cache(1024)  # each request asks for its host several times
def literal(host: str) -> _IPAddress | None:
    """The IP address that `host` is, in any notation; None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    if not _NUMERIC.fullmatch(host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host.rstrip(".")))
    except OSError:
        return None


def is_private(address: str) -> bool:
    """Whether an address is outside the public internet: loopback, private, link-local, reserved, multicast.

    IPv4 within IPv6 (mapped, 6to4, Teredo, NAT64) counts as its target address; invalid addresses count as private.
    """
    ip = literal(address)
    if ip is None:
        return True
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return not inner.is_global or inner.is_multicast
        return ip not in _PUBLIC_IPV6 or ip in _DOCUMENTATION_IPV6 or not ip.is_global
    return not ip.is_global or ip.is_multicast


def is_private_host(host: str) -> bool:
    """Whether a host is private by its spelling: a private address, a name without a dot or under a reserved domain.

    For names that are resolved elsewhere, such as by a proxy.
    """
    if literal(host):
        return is_private(host)
    name = host.rstrip(".").lower()
    return "." not in name or name.endswith(_PRIVATE_SUFFIXES)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by name or address."""
    address = literal(host)
    name = host.rstrip(".").lower()
    return address.is_loopback if address else name == "localhost" or name.endswith(".localhost")


def normalize(url: str, base: str = "") -> str:
    """Normalize an absolute http(s) URL for a request: no fragment, ASCII only, international names encoded.

    Raises:
        Refused: it is no address, or of another scheme; the reason says so.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(f"not a valid address ({error})") from None
    if parts.scheme not in ("http", "https"):
        raise Refused(f"not an http or https address but {parts.scheme}:" if parts.scheme else "not a full address")
    if not host:
        raise Refused("the address names no host")
    place = f"[{host}]" if ":" in host else _host(host)
    place += f":{port}" if port is not None else ""
    user = parts.netloc.rpartition("@")[0]
    netloc = f"{_quoted(user)}@{place}" if user else place
    return urlunsplit((parts.scheme, netloc, _quoted(parts.path) or "/", _quoted(parts.query), ""))


def _host(host: str) -> str:
    """A host name as browsers send it: IDNA 2008 by UTS 46, IPv4 addresses with four numbers.

    Raises:
        Refused: it is no host name.
    """
    try:
        encoded = host if host.isascii() else ascii_host(host)
    except UnicodeError:
        raise Refused(f"not a valid host name: {host!r}") from None
    if _UNSAFE.search(encoded) or "%" in encoded:
        raise Refused(f"not a valid host name: {host!r}")
    if not _NUMERIC.fullmatch(encoded):
        return encoded
    address = literal(encoded)
    if address is None:
        raise Refused(f"not a valid address: {host!r}")
    return str(address)


def ascii_host(host: str) -> str:
    """An international host name in ASCII (IDNA 2008, mapped by UTS 46, so that `ß` is no `ss`).

    Labels that IDNA 2008 excludes and browsers still take, such as emoji, are encoded as they are.

    Raises:
        UnicodeError: it is no host name.
    """
    import idna  # loaded late, as few hosts need it

    mapped = idna.uts46_remap(host, std3_rules=False, transitional=False)
    return ".".join(_ascii_label(label) for label in mapped.split("."))


def _ascii_label(label: str) -> str:
    import idna

    if label.isascii():
        return label
    try:
        return idna.alabel(label).decode("ascii")
    except idna.InvalidCodepoint:
        return "xn--" + label.encode("punycode").decode("ascii")


def _quoted(text: str) -> str:
    return _UNSAFE.sub(lambda match: quote(match[0], safe="", errors="replace"), text)


def split_credentials(url: str) -> tuple[str, str]:
    """The URL without `user:password@`, and these credentials, empty if there are none."""
    parts = urlsplit(url)
    user, at, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=place)) if at else url, unquote(user)


def with_credentials(url: str, other: str) -> str:
    """A URL with the `user:password@` of another URL on the same site; URLs of other sites are unchanged.

    Raises:
        ValueError: one of them is no address.
    """
    parts, user = urlsplit(url), urlsplit(other).netloc.rpartition("@")[0]
    if not user or "@" in parts.netloc or site_of(url) != site_of(other):
        return url
    return urlunsplit(parts._replace(netloc=f"{user}@{parts.netloc}"))


def site_of(url: str) -> str:
    """Scheme, host and port: the scope of limits and credentials."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2].lower()
    return f"{parts.scheme}://{place.removesuffix(_DEFAULT_PORTS.get(parts.scheme, ''))}"
