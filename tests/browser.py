"""Chromium for tests: pages are opened, read, clicked and printed as a reader does it. Started once for a process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.office import need

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

PATIENCE = 180_000   # milliseconds; Playwright's own thirty seconds are short on a busy computer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the test is skipped, on the build server it fails."""
    from playwright.sync_api import sync_playwright

    program = need("chromium", "chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"],
                                               timeout=PATIENCE)
        yield started
        started.close()


@dataclass(frozen=True, slots=True)
class Watched:
    """A page with what it did besides being read: every address it asked for, dialogs, errors."""

    page: Page
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def dismissed(self, dialog: Dialog) -> None:
        """Note what a dialog says, and close it."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@contextmanager
def opened(browser: Browser, file: Path, **settings: Any) -> Iterator[Watched]:
    """A file opened in a window of its own, with no network. `settings` are Playwright's for a context."""
    context = browser.new_context(**settings)
    try:
        context.set_default_timeout(PATIENCE)
        context.set_offline(True)
        watched = Watched(context.new_page())
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        # Playwright notes things on an object whose method it is given, and a record with slots has no room for that.
        watched.page.on("dialog", partial(Watched.dismissed, watched))
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        watched.page.on("console", lambda said: watched.errors.append(said.text) if said.type == "error" else None)
        watched.page.goto(file.as_uri())
        yield watched
    finally:
        context.close()


def serious_issues(page: Page) -> list[str]:
    """What axe-core finds serious or critical, with the places."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{issue['id']}: {issue['help']} ({', '.join(str(node['target']) for node in issue['nodes'][:5])})"
            for issue in found if issue["impact"] in ("serious", "critical")]
