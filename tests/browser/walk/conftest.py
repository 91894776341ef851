"""One demonstration site for all tests of this folder, which only read it."""

import pytest

from portal.preferences import reader
from tests.browser.checkers import geometry
from tests.browser.walk import addresses
from tests.demo_site import demo_site


@pytest.fixture(scope="session", autouse=True)
def rows_known_to_every_connection():
    """The site has a database of its own; this process needs none."""


@pytest.fixture(autouse=True)
def rows_of_the_migrations():
    """As above."""


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with demo_site(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture(scope="session")
def some_pages(site):
    return addresses.pages(site, addresses.SOME)


@pytest.fixture(scope="session")
def all_pages(site):
    return addresses.pages(site, addresses.everything())


class Visitor:
    """A page of the browser that comes with a reader's preferences."""

    def __init__(self, site, context):
        self.site = site
        self.context = context
        geometry.install(context)
        self.page = context.new_page()

    def open(self, path, *, width=1280, height=900, device="light", **preferences):
        self.context.clear_cookies()
        wanted = reader(preferences.items())
        if wanted.chosen:
            cookie = {"name": "reader", "value": wanted.cookie(), "url": self.site}
            self.context.add_cookies([cookie])
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=device)
        self.page.goto(self.site + path)
        shown = self.page.evaluate("({ ...document.documentElement.dataset })")
        # A walk in colours that were never put on would find nothing.
        for name in {"theme", "size", "spacing"} & set(preferences):
            assert shown.get(name) == preferences[name], f"{path}: {name} is {shown.get(name)}"
        return self.page


@pytest.fixture
def visitor(site, context):
    return Visitor(site, context)
