import pytest
from django.utils import translation

from portal import catalogues, chrome

pytest_plugins = ["tests.no_skips"]


def pytest_configure(config):
    # Once, before the workers start: the tests see the Chinese that the catalogues hold.
    if not hasattr(config, "workerinput"):
        for path in catalogues.outdated():
            catalogues.compile_catalogue(path)


def pytest_addoption(parser):
    parser.addoption(
        "--only-database",
        action="store_true",
        help="leave out the tests that ask no database, or for what each answers alike",
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("only_database"):
        return
    fixtures = {"db", "transactional_db", "django_db_serialized_rollback", "live_server"}
    asking = [
        item
        for item in items
        if (item.get_closest_marker("django_db") or fixtures & set(item.fixturenames))
        and not item.get_closest_marker("any_database")
    ]
    left_out = set(items) - set(asking)
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = asking


@pytest.fixture(autouse=True)
def start_in_chinese():
    """A request to /en/ leaves its language active; start each test from the default."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def start_without_held_chrome():
    """Each test has its own database, whose generations start anew."""
    # After Django is set up; they bring the models.
    from news import checking
    from ports import open_data

    held = [chrome.forget, checking.forget, open_data.held.forget]
    for forget in held:
        forget()
    yield
    for forget in held:
        forget()


@pytest.fixture(autouse=True)
def documents_as_their_html(request, monkeypatch):
    """A PDF takes a second, and its letters are packed: only tests marked `typeset` make any.

    All others get the HTML that it would be made from, in which they can look for words.
    """
    from portal import pdf

    if not request.node.get_closest_marker("typeset"):
        monkeypatch.setattr(pdf, "typeset", lambda html, pictures, key: b"%PDF-" + html.encode())
