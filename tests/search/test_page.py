"""The search page, its suggestions, and what readers look for in vain."""

import json
import re
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.urls import reverse

from news.models import Term
from portal.search import misses
from portal.search.models import SearchMiss
from tests.builders import make_column, make_port, make_public

LINK = re.compile(r'class="hit__link"\s+href="([^"]+)"')


def page(client, query, prefix="", **options):
    response = client.get(f"{prefix}/search/", {"q": query, **options})
    assert response.status_code == 200
    return response.text


def links(client, query, prefix="", **options):
    return LINK.findall(page(client, query, prefix, **options))


@pytest.fixture
def horgos(db):
    return make_port(
        "horgos", name_zh="霍尔果斯口岸", name_en="Horgos Port", pinyin="huò ěr guǒ sī kǒu àn"
    )


def at(year):
    return datetime(year, 6, 1, tzinfo=UTC)


def test_titles_come_before_texts_and_newer_before_older(client, db):
    make_public(slug="title-old", title_zh="琥珀灯", publish_at=at(2021))
    make_public(slug="title-new", title_zh="琥珀台", publish_at=at(2022))
    make_public(slug="text-new", passages=[("有一盏琥珀灯。", "A lamp.")], publish_at=at(2025))

    assert links(client, "琥珀") == ["/news/title-new/", "/news/title-old/", "/news/text-new/"]
    assert links(client, "琥珀", sort="date") == [
        "/news/text-new/",
        "/news/title-new/",
        "/news/title-old/",
    ]


def test_one_character_two_and_many_find_alike(client, db):
    make_public(slug="lamp", passages=[("边境线上的琥珀灯台。", "A lamp.")])

    for text in ["琥", "灯台", "琥珀灯台", "边境线上的琥珀灯台", "琥珀 边境"]:
        assert links(client, text) == ["/news/lamp/"], text


def test_english_words_are_found_in_their_other_forms(client, db):
    make_public(slug="lamp", title_en="Clearing of lorries resumed")

    for text in ["clear lorry", "RESUMES", "cleared", "lorries"]:
        assert links(client, text, "/en") == ["/en/news/lamp/"], text


def test_choices_narrow_down_and_an_unknown_one_counts_as_none(client, horgos):
    notices = make_column("notices", name_zh="通知公告", name_en="Notices")
    make_public(slug="one", title_zh="琥珀甲", column=notices, publish_at=at(2021))
    make_public(
        slug="two", title_zh="琥珀乙", title_en="", passages=[("甲", "")], publish_at=at(2022)
    )
    make_public(slug="three", title_zh="琥珀丙", ports=[horgos], publish_at=at(2022))

    for choice, slugs in [
        ({"column": "notices"}, ["one"]),
        ({"year": "2022"}, ["three", "two"]),
        ({"port": "horgos"}, ["three"]),
        ({"language": "en"}, ["three", "one"]),
        ({"column": "nothing' OR 1=1", "year": "abc"}, ["three", "two", "one"]),
    ]:
        assert [link.split("/")[-2] for link in links(client, "琥珀", **choice)] == slugs, choice
    text = page(client, "琥珀", column="notices", year="2022")
    assert "取消筛选再搜索" in text


def test_hits_are_marked_and_everything_else_is_escaped(client, db):
    make_public(slug="lamp", title_zh="<i>琥珀&灯", passages=[("甲乙琥珀<b>灯</b>。", "A lamp.")])
    text = page(client, "琥珀 <script>alert(1)</script>")

    assert "&lt;i&gt;<mark>琥珀</mark>&amp;灯" in text
    assert "甲乙<mark>琥珀</mark>灯。" in text
    assert "<script>alert" not in text and "<i>" not in text


def test_snippets_stand_in_the_readers_language_first(client, horgos):
    make_public(
        slug="both", ports=[horgos], passages=[("霍尔果斯很忙。", "Horgos is busy.")], title_zh="甲"
    )
    make_public(slug="zh", title_zh="琥珀", title_en="", passages=[("霍尔果斯的灯。", "")])

    assert "<mark>霍尔果斯</mark>很忙" in page(client, "Horgos")
    text = page(client, "霍尔果斯", "/en")
    assert "<mark>Horgos</mark> is busy" in text
    assert 'href="/news/zh/"' in text and "in Chinese only" in text
    assert re.search(r'lang="zh-Hans"[^>]*>[^<]*<mark>霍尔果斯</mark>的灯', text)


def test_terms_of_the_glossary_lead_to_each_other(client, db):
    Term.objects.create(zh="琥珀税", en="amber levy|resin duty")
    make_public(slug="zh-only", title_zh="琥珀税上调", title_en="", passages=[("甲", "")])
    make_public(slug="en-word", title_en="The resin duty rises")

    assert set(links(client, "amber levy", "/en")) == {"/news/zh-only/", "/en/news/en-word/"}
    assert set(links(client, "琥珀税")) == {"/news/zh-only/", "/news/en-word/"}


def test_slips_of_the_hand_are_forgiven_and_said(client, horgos):
    make_public(slug="lamp", title_en="Lanterns for Horgos", ports=[horgos])

    for text in ["Horgoss", "Hrogos", "Horgs", "huoerguosii", "huo er guo shi", "lantrens"]:
        answer = page(client, text, "/en")
        assert "/en/news/lamp/" in answer and "shown is what was found for" in answer, text
    assert links(client, "Hxrgxs", "/en") == []


def test_an_empty_result_offers_near_spellings_and_the_ports(client, horgos):
    text = page(client, "Hxrgxs", "/en")
    assert "Nothing found" in text and 'href="/en/ports/horgos/"' in text
    assert "Did you mean" in text and 'href="/en/search/?q=Horgos%20Port"' in text
    text = page(client, "zzzyx")
    assert "没有找到" in text and "全部口岸" in text and 'href="/ports/horgos/"' in text


def test_results_are_paged_and_a_page_behind_the_last_is_no_page(client, db):
    column = make_column()
    for number in range(23):
        make_public(slug=f"lamp-{number}", title_zh="琥珀灯", column=column)
    pages = [links(client, "琥珀", page=number) for number in [1, 2, 3]]

    assert [len(found) for found in pages] == [10, 10, 3]
    assert len({link for found in pages for link in found}) == 23
    assert f'href="?q={quote("琥珀")}&amp;page=2"' in page(client, "琥珀")
    assert client.get("/search/", {"q": "琥珀", "page": "4"}).status_code == 404
    assert client.get("/search/", {"q": "琥珀", "page": "x"}).status_code == 404


def test_robots_keep_no_result_and_the_switch_keeps_the_query(client, db):
    text = page(client, "琥珀 灯")

    assert '<meta name="robots" content="noindex, follow">' in text
    assert f'href="/en/search/?q={quote("琥珀")}+{quote("灯")}"' in text
    assert 'hreflang="x-default"' not in text
    empty = client.get("/search/").text
    assert "noindex" not in empty and 'hreflang="x-default"' in empty


ODD = {
    "quotes": '"\'“”«»` OR "a',
    "operators": "AND OR NOT NEAR(a b, 3) title:* ^a -b +c (((",
    "tsquery": "a & !b | c <-> d:*A \\ ''",
    "percent": "%_" * 90,
    "surrogates and controls": "\ud800\x1b\x7f\u202e口",
    "han": "口岸通关货运恢复" * 25,
    "words": " ".join(f"word{number}" for number in range(25)),
    "syllables": "huo er guo si " * 14,
    "marks": "()[]{}<>?/|\\~#@;:,.!*&^$" * 8,
    "one word": "a" * 200,
    "empty": " \u3000\u200b ",
}


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_odd_queries_are_answered_with_a_page(client, horgos, prefix):
    make_public(title_zh="口岸通关", ports=[horgos])
    for name, text in ODD.items():
        address = f"{prefix}/search/?q={quote(text.encode('utf-8', 'surrogatepass'))}"
        assert client.get(address).status_code == 200, name
        suggestions = f"{prefix}/search/suggestions/?q={quote(text[:60].encode(errors='replace'))}"
        assert client.get(suggestions).status_code == 200, name


def test_a_query_that_is_too_long_is_refused_in_words_and_stays_in_the_field(client, db):
    text = "口岸" * 800
    for prefix, words in [("", "最多200个"), ("/en", "200 are the most")]:
        response = client.get(f"{prefix}/search/", {"q": text})
        assert response.status_code == 400
        assert words in response.text and f'value="{text}"' in response.text
    assert client.get("/search/", {"q": "口" * 200}).status_code == 200
    # What no honest address holds is refused before any view; see portal.middleware.
    for refused in ["q=%00", "q=" + "a" * 20_000]:
        assert client.get("/search/", QUERY_STRING=refused).status_code == 400


# Suggestions


def suggested(client, text, prefix=""):
    return json.loads(client.get(f"{prefix}/search/suggestions/", {"q": text}).content)[
        "suggestions"
    ]


def test_suggestions_name_ports_terms_and_titles_by_their_beginnings(client, horgos):
    make_public(slug="lamp", title_zh="霍尔果斯的灯", title_en="A lamp at Horgos", ports=[horgos])

    assert suggested(client, "huoerg")[0] == "霍尔果斯口岸"
    assert suggested(client, "hor", "/en")[0] == "Horgos Port"
    # The glossary that is shipped knows the city.
    assert suggested(client, "果斯") == ["霍尔果斯口岸", "霍尔果斯市", "霍尔果斯的灯"]
    assert suggested(client, "Horgos", "/en") == ["Horgos Port", "Horgos City", "A lamp at Horgos"]
    assert suggested(client, "") == suggested(client, "口" * 61) == []


# Searches in vain


def test_what_is_looked_for_in_vain_is_counted_by_its_words_alone(client, db):
    make_public(title_zh="琥珀灯")
    for _time in range(2):
        page(client, "翡翠  灯笼")
    page(client, "Jade  Lantern", "/en")
    page(client, "琥珀")

    rows = list(SearchMiss.objects.values_list("words", "count"))
    assert rows == [("翡翠 灯笼", 2), ("jade lantern", 1)]
    assert {field.name for field in SearchMiss._meta.fields} == {"id", "words", "count", "last_on"}


@pytest.mark.parametrize(
    "text",
    [
        *["13800138000", "someone@example.org", "https://example.org/x", "650103199001011234"],
        *["x", "a b c d e f", "' OR 1=1 --", "字" * 13, "w" * 25, "<script>", "。。。", "12 34"],
    ],
)
def test_what_does_not_look_like_words_is_not_counted(text):
    assert misses.plausible(text) == ""


def test_the_words_that_are_kept_are_bounded(client, db, monkeypatch):
    monkeypatch.setattr(misses, "MOST_ROWS", 2)
    for text in ["翡翠灯", "翡翠灯", "玛瑙灯", "珊瑚灯"]:
        misses.count(text)

    assert set(SearchMiss.objects.values_list("words", flat=True)) == {"翡翠灯", "珊瑚灯"}


def test_the_site_manager_reads_them_in_the_admin(admin_client, db):
    misses.count("翡翠灯")

    assert "翡翠灯" in admin_client.get(reverse("admin:portal_searchmiss_changelist")).text
