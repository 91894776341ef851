"""No kind of page writes a message into the console, breaks a policy or fails."""

import pytest

pytestmark = pytest.mark.browser

# The browser itself writes a line for each page that is not there, and for nothing else.
ABSENT = ("status of 404", "status of 410")


def test_the_console_stays_empty_on_every_kind_of_page(site, some_pages, quiet_page, watch):
    missing = 0
    for number, paths in enumerate(some_pages):
        for path in paths.values() if number < 2 else [paths[["zh", "en"][number % 2]]]:
            missing += quiet_page.goto(site + path).status in {404, 410}
    notes = [text for text in watch.complaints if any(status in text for status in ABSENT)]

    assert missing
    assert len(notes) == missing
    for note in notes:
        watch.complaints.remove(note)
