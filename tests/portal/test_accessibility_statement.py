import json
import re

from portal.demo import FIXTURES
from portal.richtext import clean_html

STATEMENT = json.loads((FIXTURES / "pages" / "accessibility.json").read_text("utf-8"))


def test_the_statement_says_the_same_in_both_languages():
    shapes = {
        language: re.findall(r"<(h2|p|ul|li)>", body)
        for language, body in STATEMENT["body"].items()
    }

    assert shapes["zh"] == shapes["en"]
    for body in STATEMENT["body"].values():
        assert "WCAG" in body and "2.2" in body and "GB/T 37668-2019" in body
        assert "mailto:" in body and "2026" in body
        assert "preferences/" in body
        assert clean_html(body).count("<li>") == body.count("<li>")


def test_the_statement_names_its_gaps():
    for language, heading in [("zh", "已知不足"), ("en", "Known gaps")]:
        gaps = STATEMENT["body"][language].split(f"<h2>{heading}</h2>")[1].split("</ul>")[0]
        assert gaps.count("<li>") >= 5
