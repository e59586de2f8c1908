"""A file from the web: what comes back whole and in time, and every answer that is refused. The server is real."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from schemekit.errors import HostileContentError, LibraryError, SchemekitError
from schemekit.files.web_file import WebLimits, _checked, fetched, is_inside
from tests.office import need

JSON = frozenset({"application/json"})
LIMITS = WebLimits(size=10_000, seconds=60, redirects=3)   # a busy computer is no slow server
IMPATIENT = replace(LIMITS, seconds=0.5)
Answer = Callable[[BaseHTTPRequestHandler], None]


def answers(status: int = 200, body: bytes = b"{}", **headers: str) -> Answer:
    """An ordinary answer."""
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)
    return answer


def endless(handler: BaseHTTPRequestHandler) -> None:
    answers()(handler)
    while True:
        handler.wfile.write(b" " * 4096)


class Server(ThreadingHTTPServer):
    """A server whose slow answers end with the test: who would wait for their end gets none within a minute."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.is_over = Event()


def until_over(handler: BaseHTTPRequestHandler, seconds: float) -> bool:
    """Whether the test is over, after so many seconds at most."""
    assert isinstance(handler.server, Server)
    return handler.server.is_over.wait(seconds)


def trickling(handler: BaseHTTPRequestHandler) -> None:
    answers()(handler)
    trickling_headers(handler, b" ")


def trickling_headers(handler: BaseHTTPRequestHandler, sign: bytes = b"H") -> None:
    for _ in range(1200):
        handler.wfile.write(sign)
        if until_over(handler, 0.05):
            return


def silent(handler: BaseHTTPRequestHandler) -> None:
    until_over(handler, 60)


def many_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    for number in range(200):
        handler.send_header(f"X-{number}", "x")
    handler.end_headers()


def garbage(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\xffnot http\r\n\r\n")


@pytest.fixture
def asked() -> list[dict[str, str]]:
    return []


@pytest.fixture
def serve(asked: list[dict[str, str]]) -> Iterator[Callable[..., str]]:
    servers: list[Server] = []

    def start(**paths: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append({"path": self.path, **dict(self.headers)})
                with suppress(OSError):   # the client hung up, as it should
                    paths[self.path.strip("/").partition("?")[0] or "root"](self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        server = Server(Handler)
        servers.append(server)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.is_over.set()
        server.shutdown()
        server.server_close()


def refused(address: str, limits: WebLimits = LIMITS) -> SchemekitError:
    with pytest.raises(SchemekitError) as caught:
        fetched(address, JSON, limits)
    assert caught.value.why
    assert caught.value.fix
    return caught.value


class TestWhatComes:
    """'size bound, timeout, at most 3 redirects, no credentials in addresses, no proxy surprises'"""

    def test_a_file_comes_whole(self, serve: Callable[..., str], asked: list[dict[str, str]]) -> None:
        address = serve(a=answers(body=b'{"a": 1}', Content_Type="application/json; charset=utf-8"))
        assert fetched(f"{address}a", JSON, LIMITS) == b'{"a": 1}'
        assert not {"Cookie", "Authorization", "Referer", "From"} & set(asked[0])

    def test_three_redirects_are_followed_and_no_more(self, serve: Callable[..., str]) -> None:
        address = serve(a=answers(302, Location="/b"), b=answers(301, Location="c?x=1"), c=answers(307, Location="d"),
                        d=answers(body=b"[]"), z=answers(308, Location="/a"))
        assert fetched(f"{address}a", JSON, LIMITS) == b"[]"
        assert "more than 3 times" in refused(f"{address}z").why

    def test_proxies_of_the_surroundings_are_not_used(
        self, serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        assert fetched(serve(root=answers()), JSON, LIMITS) == b"{}"

    @pytest.mark.parametrize(("answer", "words"), [
        pytest.param(endless, "larger than", id="an-endless-body"),
        pytest.param(answers(Content_Length="99999999999"), "larger than", id="said-to-be-large"),
        pytest.param(answers(Content_Length="500"), "its end did not come", id="cut-off"),
        pytest.param(answers(Content_Length="-5x"), "", id="a-length-that-is-none"),
        pytest.param(answers(Content_Type="text/html"), "it is text/html", id="another-type"),
        pytest.param(answers(404), "nothing at that address", id="not-there"),
        pytest.param(answers(500), "answers with 500", id="broken"),
        pytest.param(answers(204), "answers with 204", id="no-content"),
        pytest.param(answers(302), "leads on to nowhere", id="to-nowhere"),
        pytest.param(answers(302, Location="/"), "more than 3 times", id="in-a-circle"),
        pytest.param(many_headers, "no web page", id="many-headers"),
        pytest.param(garbage, "", id="no-http"),
    ])
    def test_an_answer_that_is_not_taken(self, serve: Callable[..., str], answer: Answer, words: str) -> None:
        if words == "":   # either read as it stands or refused, and never a trace
            with suppress(LibraryError):
                fetched(serve(root=answer), JSON, LIMITS)
        else:
            assert words in refused(serve(root=answer)).why

    @pytest.mark.parametrize("answer", [
        pytest.param(silent, id="silence"),
        pytest.param(trickling, id="a-slow-body"),
        pytest.param(trickling_headers, id="slow-headers"),
    ])
    def test_one_that_takes_too_long(self, serve: Callable[..., str], answer: Answer) -> None:
        assert "within 0.5 seconds" in refused(serve(root=answer), IMPATIENT).why

    @pytest.mark.parametrize("target", [
        "file:///etc/passwd", "http://example.org/", "ftp://example.org/", "//example.org/", "data:application/json,{}",
        "https://user:word@example.org/", "javascript:alert(1)", "http://[::1", "https://exa mple.org/",
    ])
    def test_a_redirect_elsewhere_is_refused(self, serve: Callable[..., str], target: str) -> None:
        assert isinstance(refused(serve(root=answers(302, Location=target))), HostileContentError)

    def test_nobody_there(self) -> None:
        assert refused("http://127.0.0.1:9/").why


class TestCertificates:
    """'https only': an address is believed when its certificate holds."""

    @pytest.fixture
    def address(self, tmp_path: Path) -> Iterator[str]:
        files = [str(tmp_path / name) for name in ("key.pem", "certificate.pem")]
        subprocess.run([need("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=nobody", "-addext",
                        "subjectAltName=IP:127.0.0.1", "-keyout", files[0], "-out", files[1]],
                       check=True, capture_output=True)

        class Handler(BaseHTTPRequestHandler):
            do_GET = answers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(files[1], files[0])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}/"
        server.shutdown()
        server.server_close()

    def test_one_that_nobody_vouches_for_is_refused(self, address: str) -> None:
        assert "certificate does not hold" in refused(address, WebLimits(seconds=60)).why

    def test_one_that_the_computer_believes_is_read(
        self, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        assert fetched(address, JSON, WebLimits(seconds=60)) == b"{}"
        with pytest.raises(LibraryError, match="could not be fetched"):   # the name is looked at too
            fetched(address.replace("127.0.0.1", "localhost"), JSON, WebLimits(seconds=60))


@pytest.mark.parametrize("address", [
    "http://example.org/x", "file:///etc/passwd", "ftp://example.org/x", "https://", "https://a:b@example.org/",
    "https://a@example.org/", "http://127.0.0.1.example.org/", "https://example.org:99999/", "https://exa\nmple.org/",
    "https://example.org/\x1b[31m", "https://example.org\\@elsewhere.org/", f"https://example.org/{'x' * 3000}",
])
def test_an_address_that_is_refused_before_anything_is_asked(address: str) -> None:
    """'https only, plus http for localhost … no credentials in addresses'"""
    error = refused(address)
    assert isinstance(error, HostileContentError)
    assert ":b@" not in str(error)


@pytest.mark.parametrize("target", [
    "https://localhost/x", "https://a.localhost/", "https://127.0.0.1:8443/", "https://[::1]/", "https://10.0.0.1/",
    "https://[::ffff:192.168.0.1]/", "https://169.254.169.254/latest/", "http://localhost/",
])
def test_a_site_elsewhere_does_not_lead_inside(target: str) -> None:
    """'Lead it to a server inside': by https as little as by http."""
    first = _checked("https://example.org/site")
    with pytest.raises(HostileContentError, match="sends on to"):
        _checked(target, after=first)
    second = _checked("https://example.net/", after=first)
    assert (second.is_led, _checked("https://example.org/b", after=first).is_led) == (True, False)


@pytest.mark.parametrize(("number", "is_it"), [
    ("127.0.0.1", True), ("::1", True), ("fe80::1%eth0", True), ("::ffff:10.0.0.1", True), ("0.0.0.0", True),
    ("93.184.215.14", False), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", False), ("example.org", False),
])
def test_a_number_that_only_neighbours_reach(number: str, is_it: bool) -> None:
    assert is_inside(number) == is_it
