"""In which circumstances a test looks at pages."""

import pytest

# Each language and each width once; the full product in `make test-full`.
each_language_and_width = pytest.mark.parametrize(
    ("language", "width"),
    [
        ("zh-hans", 1280),
        ("en", 390),
        pytest.param("zh-hans", 390, marks=pytest.mark.full),
        pytest.param("en", 1280, marks=pytest.mark.full),
    ],
)
