"""Asking addresses of others: nothing leads inside, nothing takes for ever."""

import contextlib
import socket
import threading

import pytest

from web.fetch import MOST_REDIRECTS, Fault, Fetcher, FetchError, is_public, resolve

PUBLIC = "93.184.216.34"


class Server:
    """A server on this machine that gives one prepared answer to each request, in their order."""

    def __init__(self, *answers: bytes, drip: float = 0):
        self.answers = list(answers)
        self.requests: list[str] = []
        self.stopped = threading.Event()
        self.drip = drip
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(0.1)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while not self.stopped.is_set():
            with contextlib.suppress(OSError):
                line, _address = self.listener.accept()
                with line:
                    line.settimeout(60)
                    self.requests.append(line.recv(65536).decode("latin-1"))
                    self._answer(line, self.answers.pop(0) if self.answers else b"")

    def _answer(self, line, answer: bytes):
        if not self.drip:
            return line.sendall(answer)
        for byte in answer * 10_000:
            if self.stopped.wait(self.drip):
                return None
            line.sendall(bytes([byte]))
        return None

    def connect(self, address, timeout):
        """Connect to this server whatever public address is meant; remember which it was."""
        assert is_public(address[0])
        return socket.create_connection(self.listener.getsockname(), timeout)


@pytest.fixture
def serve():
    with contextlib.ExitStack() as servers:

        def start(*answers, **kwargs):
            server = Server(*answers, **kwargs)
            servers.callback(server.stopped.set)
            servers.callback(server.listener.close)
            return server

        yield start


def fetcher(server=None, addresses=(PUBLIC,), **kwargs) -> Fetcher:
    def no_connection(address, timeout):
        raise AssertionError(f"connected to {address}")

    names = {"example.org": addresses, "other.example": addresses}

    def known(host, port):
        return names[host] if host in names else resolve(host, port)

    connect = server.connect if server else no_connection
    return Fetcher("Test", known, connect, **{"timeout": 60, "deadline": 60, **kwargs})


def fault_of(asked, url, **kwargs) -> Fault:
    with pytest.raises(FetchError) as raised:
        asked.ask(url, **kwargs)
    return raised.value.fault


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


def moved(to: str, status=301) -> bytes:
    return f"HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


INSIDE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.170.2/",
    "http://192.0.0.1/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "https://127.0.0.1/",
]
NEVER_ASKED = [
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//example.org/",
    "example.org",
    "",
    "http://",
    "http:///path",
    "http://example.org:22/",
    "http://example.org:6379/",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://user:secret@example.org/",
    "http://example.org@127.0.0.1/",
    "http://127.0.0.1\\@example.org/",
    "http://example.org\\.other.example/",
    "http://exam ple.org/",
    "http://example.org/\r\nHost: inside",
    "http://example.org/\x00",
    "http://[::1/",
    "http://" + "a" * 300 + ".org/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_an_address_inside_is_refused_before_connecting(url):
    assert fault_of(fetcher(), url) in (Fault.REFUSED, Fault.HOST)


@pytest.mark.parametrize("url", NEVER_ASKED)
def test_what_is_no_plain_web_address_is_refused(url):
    assert fault_of(fetcher(), url) == Fault.REFUSED


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["::1", PUBLIC], ["169.254.169.254"], ["fe80::1%eth0"]],
)
def test_a_name_that_means_an_inside_address_is_refused(addresses):
    assert fault_of(fetcher(addresses=addresses), "http://example.org/") == Fault.REFUSED


def test_a_name_that_changes_its_meaning_changes_nothing(serve):
    server, answers = serve(OK), [[PUBLIC], ["127.0.0.1"]]
    asked = fetcher(server)
    asked.resolve = lambda host, port: answers.pop(0)
    assert asked.ask("http://example.org/").status == 200
    assert len(answers) == 1, "the name was resolved once, and that address was connected to"


@pytest.mark.parametrize("target", [*INSIDE[:6], "file:///etc/passwd", "http://example.org:22/"])
def test_a_redirect_inside_is_refused(serve, target):
    server = serve(moved(target), OK)
    assert fault_of(fetcher(server), "http://example.org/") == Fault.REFUSED
    assert len(server.requests) == 1


def test_redirects_are_followed_and_a_move_for_good_is_told(serve):
    server = serve(moved("/new"), moved("http://other.example/here", 308), OK)
    answer = fetcher(server).ask("http://example.org/old")
    assert (answer.status, answer.moved_to) == (200, "http://other.example/here")
    assert [request.split()[1] for request in server.requests] == ["/old", "/new", "/here"]
    assert "Host: other.example\r\n" in server.requests[2]


def test_a_move_for_the_moment_is_not_told(serve):
    server = serve(moved("/new", 302), moved("/newer", 301), OK)
    assert fetcher(server).ask("http://example.org/").moved_to == ""


def test_a_circle_ends(serve):
    server = serve(*[moved("/again")] * 20)
    assert fault_of(fetcher(server), "http://example.org/") == Fault.REDIRECTS
    assert len(server.requests) == MOST_REDIRECTS + 1


def test_the_request_says_who_asks_and_encodes_the_address(serve):
    server = serve(OK)
    fetcher(server).ask("http://example.org/straße?q=ü&a=%20", "GET")
    head = server.requests[0]
    assert head.startswith("GET /stra%C3%9Fe?q=%C3%BC&a=%20 HTTP/1.1\r\n")
    assert "User-Agent: Test\r\n" in head
    assert "Cookie" not in head and "Authorization" not in head


def test_no_more_is_read_than_asked_for(serve):
    server = serve(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5_000_000)
    assert len(fetcher(server).ask("http://example.org/", "GET", most_bytes=1000).body) == 1000
    server = serve(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5_000_000)
    assert fetcher(server).ask("http://example.org/", "GET").body == b""


def test_silence_and_dripping_end(serve):
    silent = serve(b"")
    assert fault_of(fetcher(silent), "http://example.org/") in (Fault.ANSWER, Fault.CONNECTION)
    dripping = serve(b"HTTP/1.1 200 OK\r\nX: ", drip=0.05)
    assert fault_of(fetcher(dripping, deadline=0.5), "http://example.org/") == Fault.TIMEOUT


@pytest.mark.parametrize(
    "answer",
    [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500],
)
def test_what_is_no_http_is_an_error(serve, answer):
    assert fault_of(fetcher(serve(answer)), "http://example.org/") == Fault.ANSWER


def test_a_certificate_is_asked_for(serve):
    server = serve(b"no TLS here\r\n")
    assert fault_of(fetcher(server), "https://example.org/") == Fault.CERTIFICATE


def test_the_second_address_is_tried_when_the_first_is_dead(serve):
    server = serve(OK)
    asked = fetcher(server, addresses=["93.184.216.1", PUBLIC])
    tried = []

    def connect(address, timeout):
        tried.append(address[0])
        if len(tried) == 1:
            raise ConnectionRefusedError
        return server.connect(address, timeout)

    asked.connect = connect
    assert asked.ask("http://example.org/").status == 200
    assert tried == ["93.184.216.1", PUBLIC]
