import pytest
from django.utils import translation

from portal import catalogues, chrome

pytest_plugins = ["tests.no_skips"]


def pytest_configure(config):
    # Once, before the workers start: the tests see the Chinese that the catalogues hold.
    if not hasattr(config, "workerinput"):
        for path in catalogues.outdated():
            catalogues.compile_catalogue(path)


@pytest.fixture(autouse=True)
def start_in_chinese():
    """A request to /en/ leaves its language active; start each test from the default."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def start_without_held_chrome():
    """Each test has its own database, whose generations start anew."""
    from ports import open_data  # not before Django is set up

    chrome.forget()
    open_data.held.forget()
    yield
    chrome.forget()
    open_data.held.forget()
