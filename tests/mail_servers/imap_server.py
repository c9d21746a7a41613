"""An IMAP server on loopback with one folder, as RFC 3501 has it, whose faults may be set."""

from __future__ import annotations

import base64
import re
import socketserver
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

USER, PASSWORD = "ann", "secret word"


@dataclass
class Mail:
    """The state of the server; it may be changed at any time."""

    port: int = 0
    folder: str = "Newsletters"
    """Its name in modified UTF-7."""
    messages: dict[int, bytes] = field(default_factory=dict)
    """Number -> message."""
    validity: int = 7
    days: dict[int, str] = field(default_factory=dict)
    """Number -> day of arrival; those without one are recent."""
    capabilities: str = "IMAP4rev1 AUTH=PLAIN"
    commands: list[str] = field(default_factory=list)
    """What was received, without logins."""
    fetched: list[int] = field(default_factory=list)
    """Numbers of the messages whose texts were sent."""
    fault: Callable[[str], bytes | None] = lambda command: None
    """Called with each command; bytes are sent in place of the answer, empty ones close the connection."""
    logins: list[str] = field(default_factory=list)

    def add(self, number: int, subject: str, text: str = "The council voted for the bridge.", **headers: str) -> None:
        head = {"From": "Weekly <a@news.example>", "Subject": subject, "Message-ID": f"<{subject}@news.example>"}
        head |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [*(f"{name}: {value}" for name, value in head.items()), "", text, ""]
        self.messages[number] = "\r\n".join(lines).encode()


class _Session(socketserver.StreamRequestHandler):
    mail: Mail

    def handle(self) -> None:
        self._send("* OK ready")
        while line := self.rfile.readline():
            tag, _, command = line.decode().strip().partition(" ")
            name = command.split(" ")[0].upper()
            if name not in ("LOGIN", "AUTHENTICATE"):
                self.mail.commands.append(command)
            answer = self.mail.fault(command)
            if answer is not None:
                self.wfile.write(answer)
                if not answer:
                    return
                continue
            if name == "UID":
                command = command[4:]
                name = "UID_" + command.split(" ")[0].upper()
            handler = getattr(self, f"do_{name.lower()}", None)
            result = handler(command) if handler else "BAD unknown command"
            self._send(f"{tag} {result}")
            if name == "LOGOUT":
                return

    def _send(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def do_capability(self, command: str) -> str:
        self._send(f"* CAPABILITY {self.mail.capabilities}")
        return "OK done"

    def do_authenticate(self, command: str) -> str:
        self._send("+ ")
        _, user, password = base64.b64decode(self.rfile.readline()).decode().split("\0")
        return self._log_in(user, password)

    def do_login(self, command: str) -> str:
        user, password = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', command.partition(" ")[2])
        return self._log_in(*("".join(each) for each in (user, password)))

    def _log_in(self, user: str, password: str) -> str:
        self.mail.logins.append(user)
        return "OK welcome" if (user, password) == (USER, PASSWORD) else "NO [AUTHENTICATIONFAILED] wrong"

    def do_examine(self, command: str) -> str:
        if command.partition(" ")[2] != f'"{self.mail.folder}"':
            return "NO there is no such mailbox"
        self._send(f"* {len(self.mail.messages)} EXISTS")
        self._send(f"* OK [UIDVALIDITY {self.mail.validity}] valid")
        self._send(f"* OK [UIDNEXT {max(self.mail.messages, default=0) + 1}] next")
        return "OK [READ-ONLY] done"

    def do_uid_search(self, command: str) -> str:
        first, last = re.search(r"UID (\d+):(\d+|\*)", command).groups()  # type: ignore[union-attr]
        since = re.search(r"SINCE (\S+)", command)[1]  # type: ignore[index]
        top = max(self.mail.messages, default=0)
        low, high = sorted((int(first), top if last == "*" else int(last)))
        old = {number for number, day in self.mail.days.items() if "1970" not in since and day != since}
        found = [number for number in sorted(self.mail.messages) if low <= number <= high and number not in old]
        self._send(" ".join(["* SEARCH", *map(str, found)]))
        return "OK done"

    def do_uid_fetch(self, command: str) -> str:
        _, numbers, items = command.split(" ", 2)
        for number in map(int, numbers.split(",")):
            if body := self.mail.messages.get(number):
                if match := re.search(r"BODY\.PEEK\[\]<0\.(\d+)>", items):
                    self.mail.fetched.append(number)
                    body = body[: int(match[1])]
                    self.wfile.write(
                        f"* 1 FETCH (UID {number} BODY[]<0> {{{len(body)}}}\r\n".encode() + body + b")\r\n"
                    )
                else:
                    self._send(f"* 1 FETCH (RFC822.SIZE {len(body)} UID {number})")
        return "OK done"

    def do_logout(self, command: str) -> str:
        self._send("* BYE")
        return "OK bye"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients may break off."""


@contextmanager
def started(certificate: str = "") -> Iterator[Mail]:
    """The server, in threads of this process; with TLS if there is a file with a certificate and its key."""
    mail = Mail()
    session = type("Session", (_Session,), {"mail": mail})
    with _Server(("127.0.0.1", 0), session) as server:
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        mail.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield mail
        finally:
            server.shutdown()
