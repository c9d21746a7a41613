"""Encrypted connections: nobody is believed without a certificate, and the user says whom to believe."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.config import FetchConfig
from briefing.web import Fetched, Fetcher, FetchFailed, FetchResult, Request, connections
from tests.web.server import TLS, FaultServer, answer, redirect, serve_faults


@pytest.fixture
def secure() -> Iterator[FaultServer]:
    with serve_faults(tls=True) as served:
        yield served


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))


def fetch(url: str) -> FetchResult:
    """Fetch; every host is this machine."""
    with Fetcher(FetchConfig(timeout=5), resolver=lambda host, port: ["127.0.0.1"]) as fetcher:
        return fetcher.fetch(Request(url))


def test_certificate_of_an_unknown_authority_is_refused(secure: FaultServer) -> None:
    result = fetch(secure.serve("/feed", answer(b"secret")))
    assert isinstance(result, FetchFailed)
    assert result.reason.startswith("certificate not valid: ")
    assert secure.asked == []


@pytest.mark.usefixtures("trusted")
def test_authority_of_the_environment_is_believed(secure: FaultServer) -> None:
    result = fetch(secure.serve("/feed", answer(b"news")))
    assert isinstance(result, Fetched) and result.body == b"news"


@pytest.mark.usefixtures("trusted")
def test_certificate_of_another_name_is_refused(secure: FaultServer) -> None:
    result = fetch(secure.serve("/feed", answer(b"x")).replace("127.0.0.1", "other.example"))
    assert isinstance(result, FetchFailed) and "certificate not valid" in result.reason


@pytest.mark.usefixtures("trusted")
def test_permanent_redirect_to_an_open_line_is_followed_but_not_for_good(secure: FaultServer) -> None:
    with serve_faults() as plain:
        target = plain.serve("/feed", answer(b"news"))
        result = fetch(secure.serve("/feed", redirect(target, "301 Moved Permanently")))
    assert isinstance(result, Fetched) and (result.body, result.moved_to) == (b"news", "")


def test_missing_file_of_authorities_is_an_error(
    secure: FaultServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    assert isinstance(fetch(secure.serve("/feed", answer(b"x"))), FetchFailed)


def test_certificates_are_read_once_and_not_for_plain_http(
    secure: FaultServer, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
    contexts = []
    make = connections._tls

    def counted() -> ssl.SSLContext:
        contexts.append(make())
        return contexts[-1]

    monkeypatch.setattr(connections, "_tls", counted)
    with Fetcher(FetchConfig(timeout=5), resolver=lambda host, port: ["127.0.0.1"]) as fetcher:
        assert isinstance(fetcher.fetch(Request(server.serve("/feed", answer(b"news")))), Fetched)
        assert contexts == []
        for path in ("/one", "/two"):
            assert isinstance(fetcher.fetch(Request(secure.serve(path, answer(b"news")))), Fetched)
        assert len(contexts) == 1
