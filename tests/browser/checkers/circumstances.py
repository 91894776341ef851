"""In which circumstances a test looks at pages."""

import pytest


def in_full(*rows):
    """Further rows of a `parametrize`, for `make test-full` alone."""
    return [pytest.param(*row, marks=pytest.mark.full) for row in rows]


# Each language and each width once.
each_language_and_width = pytest.mark.parametrize(
    ("language", "width"),
    [
        ("zh-hans", 1280),
        ("en", 390),
        *in_full(("zh-hans", 390), ("en", 1280)),
    ],
)
