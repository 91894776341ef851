"""Waiting for a page under a policy that forbids evaluated strings."""

import time

from playwright.sync_api import Error


def wait_until(page, condition, argument=None, seconds=10):
    """Waits until `condition`, a JavaScript expression or function of `argument`, is true.

    Playwright's `wait_for_function` would not do: whenever the condition does not hold at once,
    it evaluates its string again within the page, which the page's policy forbids. A page that
    is just being left is asked again.

    Raises:
        AssertionError: the condition was still false after `seconds`.
    """
    end = time.monotonic() + seconds
    while not _holds(page, condition, argument):
        assert time.monotonic() < end, f"not true within {seconds} s: {condition}"
        page.wait_for_timeout(50)


def _holds(page, condition, argument):
    try:
        return page.evaluate(condition, argument)
    except Error as error:
        if "context was destroyed" in str(error):
            return False
        raise
