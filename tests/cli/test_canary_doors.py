"""No secret in the answers of servers, in the environment or in `.netrc` is told, and commands get none of others."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.conftest import Program
from tests.cli.test_canaries import CANARY, assert_hidden, served
from tests.newsroom.content import CALL_A
from tests.newsroom.site import Site


class Hostile(BaseHTTPRequestHandler):
    """Sends the secret back in whatever an answer has room for."""

    def do_GET(self) -> None:
        status, headers = {
            "/location": (302, {"Location": f"http://127.0.0.1:1/?token={CANARY}"}),
            "/login": (302, {"Location": f"http://ann:{CANARY}@127.0.0.1:1/x"}),
            "/scheme": (302, {"Location": f"ftp://ann:{CANARY}@127.0.0.1/x"}),
            "/body": (500, {}),
            "/html": (200, {"Content-Type": "text/html"}),
            "/cookie": (403, {"Set-Cookie": f"session={CANARY}; Path=/"}),
            "/basic": (401, {"WWW-Authenticate": f'Basic realm="{CANARY}"'}),
            "/digest": (401, {"WWW-Authenticate": f'Digest realm="x", nonce="{CANARY}", opaque="{CANARY}"'}),
            "/type": (200, {"Content-Type": f"text/{CANARY}"}),
            "/retry": (429, {"Retry-After": CANARY}),
            "/length": (200, {"Content-Length": CANARY}),
            "/coding": (200, {"Content-Encoding": CANARY}),
        }[self.path]
        self.send_response(status, CANARY)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(f"<p>{CANARY}</p>".encode())

    def log_message(self, *_: object) -> None:
        """Print nothing."""


PATHS = (
    "location", "login", "scheme", "body", "html", "cookie", "basic", "digest", "type", "length", "coding",
)  # fmt: skip


@pytest.fixture
def hostile() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("paths", [PATHS, ("retry",)])  # which stops requests to its server
def test_answers_that_contain_secrets_are_not_told(program: Program, hostile: str, paths: tuple[str, ...]) -> None:
    program.config.write_text(
        "[fetch]\ntimeout = 5\nhost_delay = 0\n" + "".join(f'[[feeds]]\nurl = "{hostile}/{path}"\n' for path in paths)
    )
    program.env = {"BRIEFING_DEBUG": "1"}
    for words in (("refresh", "--verbose"), ("doctor",), ("doctor", "--json"), ("feeds", "list"), ("feeds", "check")):
        done = program.run(*words)
        told = done.stdout + done.stderr
        assert_hidden(told, [line for line in told.splitlines() if CANARY.encode() in line])
    listed = program.json("feeds", "list")["feeds"]
    assert [feed["condition"] for feed in listed] == ["failing"] * len(paths)
    for path in program.home.rglob("*"):
        if path.is_file() and path.suffix in (".log", ".db"):
            assert_hidden(path.read_bytes(), path)


def test_secrets_of_the_environment_and_of_netrc_are_not_told(program: Program, site: Site) -> None:
    (program.home / ".netrc").write_text(f"machine 127.0.0.1 login ann password {CANARY}\n")
    (program.home / ".netrc").chmod(0o600)
    program.configure(site.feed("/one.xml", "One News", CALL_A), site.url + "/gone.xml")
    proxy = f"http://ann:{CANARY}@127.0.0.1:1"
    for env in ({}, {"http_proxy": proxy, "HTTP_PROXY": proxy, "https_proxy": proxy, "ALL_PROXY": proxy}):
        program.env = {"BRIEFING_DEBUG": "1", **env}
        for words in (("refresh", "--verbose"), ("doctor",), ("doctor", "--json"), ("config", "show")):
            done = program.run(*words)
            assert_hidden(done.stdout + done.stderr, words)
    for path in program.home.rglob("*"):
        if path.is_file() and path.name != ".netrc":
            assert_hidden(path.read_bytes(), path)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_commands_get_no_secret_that_is_not_theirs(program: Program, site: Site, tmp_path: Path) -> None:
    """Filters and hooks record their command line, that of their parent and their environment: no login is there."""
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os, sys\n"
        f"with open({str(tmp_path / 'seen')!r}, 'a') as seen:\n"
        "    print(json.dumps([open(f'/proc/{p}/cmdline').read() for p in (os.getpid(), os.getppid())]\n"
        "        + [dict(os.environ)]), file=seen)\n"
        "sys.stdout.write('' if sys.argv[1:] == ['hook'] else sys.stdin.read())\n"
    )
    secret = tmp_path / "secret"
    served(site, secret)
    place = site.url.removeprefix("http://")
    words = json.dumps([sys.executable, str(spy)])
    program.config.write_text(
        "[fetch]\ntimeout = 5\nhost_delay = 0\n"
        f'[[feeds]]\nurl = "http://ann:{CANARY}@{place}/a0good.xml"\nfull_text = "never"\nfilter = {words}\n'
        f'[[feeds]]\nurl = "http://{place}/c0good.xml"\nheaders = {{ Authorization = "Bearer {CANARY}" }}\n'
        f'full_text = "never"\nfilter = {words}\n'
        f'[[feeds]]\nurl = "http://{place}/f0good.xml"\nuser = "ann"\npassword_file = "{secret}"\n'
        f'full_text = "never"\nfilter = {words}\n'
        f'[[hooks]]\non = "refresh"\ncommand = "{sys.executable} {spy} hook"\n'
    )
    done = program.run("refresh", "--verbose")
    assert done.returncode == 0, done.stderr.decode()
    seen = (tmp_path / "seen").read_bytes()
    assert len(seen.splitlines()) >= 4 and b"hook" in seen
    assert_hidden(seen, "a command")
    assert os.environ["PATH"].encode() in seen
