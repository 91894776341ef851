"""What Lighthouse says of the article page; slow, and its speed is the machine's."""

import pytest

from tests.bench import lighthouse

pytestmark = [pytest.mark.browser, pytest.mark.full]


def test_the_article_reaches_its_scores():
    for language, result in lighthouse.results().items():
        for name, aim in lighthouse.AIMS.items():
            assert result["scores"][name] >= aim, (language, name, result)
        assert result["figures"]["cumulative-layout-shift"] == "0", language
