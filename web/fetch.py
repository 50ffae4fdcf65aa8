"""Asking a web address somebody else gave us, without being led into our own network.

Each host is resolved once, every address it has must be public, and the connection goes to the
address that was looked at: a name that means another address a moment later changes nothing.
Redirects are followed by hand and pass the same gate each time.
"""

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

PORTS = {"http": 80, "https": 443}
OPEN_PORTS = {80, 443, 8080, 8443}
MOST_REDIRECTS = 5
MOST_ADDRESSES = 2
TIMEOUT = 10
DEADLINE = 30
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f\\]")
# Addresses that lead on to an IPv4 address hidden in them.
_TRANSLATED = [
    ipaddress.ip_network(net)
    for net in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10")
]
_MOVED = {301, 302, 303, 307, 308}
_MOVED_FOR_GOOD = {301, 308}


class Fault(models.TextChoices):
    """Why there was no answer."""

    REFUSED = "refused", _("not asked: not a public web address")
    HOST = "no host", _("no such host")
    TIMEOUT = "timeout", _("no answer in time")
    CERTIFICATE = "certificate", _("not safe: its certificate is not valid")
    CONNECTION = "connection", _("no connection")
    ANSWER = "answer", _("the answer makes no sense")
    REDIRECTS = "redirects", _("led on too often")


class FetchError(Exception):
    """No answer; ``fault`` says of which kind, the text says more."""

    def __init__(self, fault: Fault, detail: str = ""):
        super().__init__(detail or fault.label)
        self.fault = fault


@dataclass(frozen=True)
class Answer:
    """``moved_to`` is where the address has moved for good, or empty."""

    status: int
    body: bytes = b""
    moved_to: str = ""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of ``host``, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(entry[4][0] for entry in found))


def is_public(address: str) -> bool:
    """Is this IP address one that anybody on the internet can reach?"""
    ip = ipaddress.ip_address(address)
    if ip.version == 6:
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in net for net in _TRANSLATED):
            return False
    special = (ip.is_multicast, ip.is_reserved, ip.is_loopback, ip.is_link_local, ip.is_unspecified)
    return ip.is_global and not any(special)


class Fetcher:
    """Asks web addresses. ``resolve`` and ``connect`` are the system's unless others are given."""

    def __init__(
        self,
        user_agent: str,
        resolve: Callable[[str, int], Iterable[str]] = resolve,
        connect: Callable = socket.create_connection,
        timeout: float = TIMEOUT,
        deadline: float = DEADLINE,
    ):
        self.user_agent = user_agent
        self.resolve = resolve
        self.connect = connect
        self.timeout = timeout
        self.deadline = deadline

    def ask(self, url: str, method: str = "HEAD", most_bytes: int = 0) -> Answer:
        """Return the answer to ``method`` at ``url``, redirects followed.

        At most ``most_bytes`` of the body are read. ``timeout`` seconds pass at most without a
        byte, ``deadline`` seconds in all for each redirect. Raises FetchError when there is none.
        """
        moved_to, for_good = "", True
        for _hop in range(MOST_REDIRECTS + 1):
            status, location, body = self._ask_once(url, method, most_bytes)
            if status not in _MOVED or not location:
                return Answer(status, body, moved_to)
            url = urljoin(url, location)
            for_good = for_good and status in _MOVED_FOR_GOOD
            moved_to = url if for_good else moved_to
        raise FetchError(Fault.REDIRECTS)

    def _ask_once(self, url: str, method: str, most_bytes: int) -> tuple[int, str, bytes]:
        try:
            scheme, host, port, target = _parts(url)
            connection = _Connection(scheme, host, port, self)
            with contextlib.closing(connection), connection.limited():
                headers = {"User-Agent": self.user_agent, "Accept": "*/*", "Connection": "close"}
                connection.request(method, target, headers=headers)
                response = connection.getresponse()
                body = response.read(most_bytes) if most_bytes else b""
                return response.status, response.headers.get("Location", ""), body
        except FetchError:
            raise
        except socket.gaierror as error:
            raise FetchError(Fault.HOST, str(error)) from error
        except TimeoutError as error:
            raise FetchError(Fault.TIMEOUT) from error
        except ssl.SSLError as error:
            raise FetchError(Fault.CERTIFICATE, str(error)) from error
        except (http.client.HTTPException, ValueError) as error:
            raise FetchError(Fault.ANSWER, type(error).__name__) from error
        except OSError as error:
            raise FetchError(Fault.CONNECTION, str(error)) from error


class _Connection(http.client.HTTPConnection):
    """A connection to one of the addresses the host had when all of them were looked at."""

    def __init__(self, scheme: str, host: str, port: int, fetcher: Fetcher):
        super().__init__(host, port, timeout=fetcher.timeout)
        self.default_port = PORTS[scheme]
        self.fetcher = fetcher
        self.encrypted = scheme == "https"
        self.addresses = list(fetcher.resolve(host, port))
        self.line: socket.socket | None = None
        self.too_late = False
        if not self.addresses or not all(map(is_public, self.addresses)):
            raise FetchError(Fault.REFUSED)

    def connect(self):
        self.line = self._to_one_of(self.addresses[:MOST_ADDRESSES])
        if self.encrypted:
            context = ssl.create_default_context()
            self.line = context.wrap_socket(self.line, server_hostname=self.host)
        self.sock = self.line

    def _to_one_of(self, addresses: list[str]) -> socket.socket:
        *others, last = addresses
        for address in others:
            with contextlib.suppress(OSError):
                return self.fetcher.connect((address, self.port), self.timeout)
        return self.fetcher.connect((last, self.port), self.timeout)

    @contextlib.contextmanager
    def limited(self):
        """Cut the line when the deadline has come, however slowly bytes still drip in."""
        timer = threading.Timer(self.fetcher.deadline, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (OSError, http.client.HTTPException, ValueError):
            if self.too_late:
                raise FetchError(Fault.TIMEOUT) from None
            raise
        finally:
            timer.cancel()

    def _cut(self):
        self.too_late = True
        if self.line:
            with contextlib.suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)


def _parts(url: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and request target; raise FetchError for what we never ask."""
    if _NOT_IN_ADDRESSES.search(url):
        raise FetchError(Fault.REFUSED)
    try:
        parts = urlsplit(url)
        port = PORTS[parts.scheme] if parts.port is None else parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, KeyError) as error:
        raise FetchError(Fault.REFUSED) from error
    if not host or parts.username is not None or port not in OPEN_PORTS:
        raise FetchError(Fault.REFUSED)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return parts.scheme, host, port, target
