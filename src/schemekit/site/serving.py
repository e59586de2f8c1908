"""Serving: the site shown on this computer only, made anew when something that it is made from changes."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from schemekit.errors import SchemekitError, UsageError
from schemekit.site.building import Built
from schemekit.site.making import SiteRequest, build, root_of

HOST = "127.0.0.1"
_NAMES = ("localhost", HOST)
_WATCHED = ("docs", "policies", "frameworks", "components", "cooperation", ".schemekit/source")
_WATCHED_FILES = ("scheme.yaml", "scheme.lock", "mkdocs.yml")
_PAUSE = 1.0


def serve(request: SiteRequest, port: int, told: Callable[[Built | SchemekitError], None],
          address: Callable[[str], None]) -> None:
    """Show the site until the user stops it.

    Shape: `told` hears of every build and of every one that failed; `address` once of where to look.
    Raises: UsageError where the port is taken; what `build` raises the first time.
    """
    built = build(request)
    told(built)
    try:
        server = _Server((HOST, port), partial(_Handler, directory=str(built.html)))
    except OSError as error:
        raise UsageError(f"the port {port} cannot be used", why=error.strerror or "another program has it",
                         fix="name another one with --port, or 0 for any") from None
    Thread(target=server.serve_forever, daemon=True).start()
    address(f"http://{HOST}:{server.server_port}/")
    try:
        for _ in _changes(root_of(request.here)):
            try:
                told(build(request))
            except SchemekitError as error:   # half a sentence in a file being written is no reason to stop
                told(error)
    finally:
        server.shutdown()
        server.server_close()


def _changes(root: Path) -> Iterator[None]:
    """Each time that something changed which the site is made from."""
    known = _stamps(root)
    while True:
        time.sleep(_PAUSE)
        now = _stamps(root)
        if now != known:
            known = now
            yield


def _stamps(root: Path) -> dict[str, int]:
    """When each file was last written."""
    found = {}
    places = [root / name for name in _WATCHED_FILES]
    for name in _WATCHED:
        for folder, folders, files in os.walk(root / name):
            folders[:] = [inner for inner in folders if not inner.startswith(".git")]
            places += [Path(folder) / file for file in files]
    for place in places:
        try:
            found[str(place)] = place.lstat().st_mtime_ns
        except OSError:
            continue
    return found


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hung up: any page elsewhere can make one ask for something here."""


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, to this computer alone: a page elsewhere that points its own name here gets nothing."""

    def do_GET(self) -> None:
        """Answer a browser here."""
        if self._is_for_here():
            super().do_GET()

    def do_HEAD(self) -> None:
        """Likewise."""
        if self._is_for_here():
            super().do_HEAD()

    def _is_for_here(self) -> bool:
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in _NAMES:
            self.send_error(403)
        return host in _NAMES

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """A name that no file can have is not there."""
        try:
            return super().send_head()
        except ValueError:
            self.send_error(404)
            return None

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002  # the library's signature
        """A folder without a page is no page, as with a static host."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        words = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(words)

    def log_message(self, format: str, *args: object) -> None:  # the library's signature
        """Say nothing of each request."""
