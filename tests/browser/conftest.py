"""What the browser tests share: Debian's Chromium and a page that must stay quiet."""

import os

import pytest
from django.db import connections

from tests.rows_of_migrations import restore_in_bulk

# Playwright's loop runs in this thread; only here may Django be asked from beside a loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        # Chromium refuses its sandbox to root, which is who runs CI containers.
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session", autouse=True)
def rows_known_to_every_connection(django_db_setup):
    """Once Playwright's loop runs, asgiref hands this thread another connection object than the
    one on which Django keeps the rows of the migrations; their class is the same."""
    connection = connections["default"]
    rows = getattr(connection, "_test_serialized_contents", None)
    if rows is not None:
        type(connection)._test_serialized_contents = rows
    restore_in_bulk()


@pytest.fixture(autouse=True)
def rows_of_the_migrations(django_db_serialized_rollback):
    """The tests on a live server empty every table; countries, roles and the like come back."""


@pytest.fixture(scope="session")
def live_server(live_server, browser):
    """The server, which the browser leaves before it stops.

    A connection that the browser keeps open would end on a database that is no longer shared.
    """
    yield live_server
    browser.close()


class Watch:
    """Collects what a quiet page must not have."""

    def __init__(self):
        self.complaints = []

    def on(self, page):
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("response", self._response)
        return page

    def _console(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console {message.type}: {message.text}")

    def _response(self, response):
        if response.status >= 500:
            self.complaints.append(f"{response.status}: {response.url}")


@pytest.fixture
def watch():
    """`watch.on(page)` for further pages; the test fails if any of them complained."""
    watch = Watch()
    yield watch
    assert watch.complaints == []


@pytest.fixture
def quiet_page(page, watch):
    """A page that fails the test on a console message, a policy violation or a server error."""
    return watch.on(page)
