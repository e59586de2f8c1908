"""This project's own site, built once for all tests, and a server to look at it as a reader does."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock

from schemekit.cli.told_commands import told_commands
from schemekit.site.building import build_site, write_pages
from schemekit.site.making import SiteRequest, made_site
from schemekit.site.workplace import workplace
from tests.conftest import CHECKOUT

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="session")
def built_library_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the HTML. Built in a copy of this checkout, the hand-written pages as they stand."""
    pytest.importorskip("material", reason="the extra 'docs' is not installed")
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "library-site"
    with FileLock(shared.with_suffix(".lock")):
        if not (shared / "site").is_dir():
            shutil.rmtree(shared, ignore_errors=True)
            subprocess.run(["git", "clone", "-q", "--shared", str(CHECKOUT), str(shared)], check=True)
            shutil.rmtree(shared / "docs")
            shutil.copytree(CHECKOUT / "docs", shared / "docs")
            shutil.copy(CHECKOUT / "mkdocs.yml", shared / "mkdocs.yml")
            with workplace(shared) as work:
                _, site, settings = made_site(SiteRequest(here=shared, today=TODAY, commands=told_commands), work.kept)
                assert (*site.warnings, *build_site(site, settings, shared, work).warnings) == ()
                write_pages(site, settings, shared)   # for another renderer
    return shared / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads along."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder as a static host shows it, at the address that is given."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def library_address(built_library_site: Path) -> Iterator[str]:
    """Where this project's site is shown while the tests run."""
    with served(built_library_site) as address:
        yield address
