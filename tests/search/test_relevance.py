"""Right answers to queries of every kind, over the demonstration and made-up posts."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation

from news.seeding import seed
from portal import chrome
from portal.languages import DJANGO_CODES
from portal.search import finding, index
from portal.search.engines import chosen
from ports.models import Port
from tests.search.fake_server import Server

QUERIES = [
    json.loads(line)
    for line in (Path(__file__).parent / "relevance.jsonl").read_text("utf-8").splitlines()
]
FIVE = ["霍尔果斯", "Khorgos", "Horgos", "huoerguosi", "huo er guo si"]
# Ten further ports by their Chinese name, variants in English, and pinyin.
TEN = {
    "alashankou": [
        "阿拉山口",
        "阿拉山口口岸",
        "Alataw Pass",
        "Alatau",
        "alashankou",
        "a la shan kou",
    ],
    "baketu": ["巴克图", "Bakhty", "Baktu", "baketu", "ba ke tu"],
    "jeminay": ["吉木乃", "Jeminay", "Jimunai", "jimunai", "ji mu nai"],
    "dulata": ["都拉塔口岸", "Dulart", "Dulata Port", "dulata", "du la ta"],
    "turugart": ["吐尔尕特", "Torugart", "Turgart", "tuergate", "tǔ ěr gǎ tè"],
    "irkeshtam": ["伊尔克什坦", "Erkeshtam", "IRKESHTAM", "yierkeshitan", "yi er ke shi tan"],
    "karasu": ["卡拉苏", "Kulma", "Qolma", "kalasu", "ka la su kou an"],
    "khunjerab": ["红其拉甫", "Khunjrav", "Ｋｈｕｎｊｅｒａｂ", "hongqilapu", "hong qi la fu"],
    "takeshiken": ["塔克什肯", "Takixken", "Takshkent", "takeshiken", "ta ke shi ken"],
    "laoyemiao": ["老爷庙", "Laoyemiao", "Laoemyao", "laoyemiao", "lao ye miao"],
}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration with made-up posts, loaded once for the file and undone after it."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        translation.override("zh-hans"),
        transaction.atomic(),
    ):
        chrome.forget()
        call_command("load_demo", verbosity=0)
        seed(60)
        yield
        transaction.set_rollback(True)


@pytest.fixture(params=["database", "server"])
def engine(site, db, request, settings):
    """Both ways to ask: the index in the database, and a server that holds a copy of it."""
    if request.param == "database":
        yield
        return
    with Server() as server:
        settings.SEARCH_URL = server.url
        index.rebuild(progress=lambda batches, total: batches)
        chosen.fill(progress=lambda batches, total: batches)
        yield
        assert server.searches > 0


def found(language, text, **options):
    """What stands on the page, as "kind:slug", the first one first."""
    with translation.override(DJANGO_CODES[language]):
        page = finding.find(chrome.chrome(), language, text, **options)
    return [
        f"{hit.kind}:{hit.url.rstrip('/').rpartition('/')[2]}" for hit in page.ports + page.items
    ]


def test_of_all_queries_the_first_right_answer_is_among_the_first_three(engine):
    assert len(QUERIES) >= 60
    missed = []
    for row in QUERIES:
        first = found(row["from"], row["query"])[:3]
        if not set(row["right"]) & set(first):
            missed.append((row["query"], first))

    assert len(missed) <= 0.05 * len(QUERIES), missed


def test_every_spelling_leads_to_the_port_first_and_its_posts_next(site, db):
    spellings = {"horgos": FIVE, **TEN}
    wrong = []
    for slug, texts in spellings.items():
        about = {
            f"post:{post}"
            for post in Port.objects.filter(slug=slug).values_list(
                "editions__post__slug", flat=True
            )
        }
        for text in texts:
            for language in ["zh", "en"]:
                first, *rest = found(language, text) or [""]
                if first != f"port:{slug}" or not rest or not about & set(rest[:3]):
                    wrong.append((language, text, first, rest[:3]))

    assert wrong == []


def test_all_spellings_of_a_port_give_the_same_results(site, db):
    for language in ["zh", "en"]:
        results = [found(language, text) for text in FIVE]

        assert all(each == results[0] for each in results), language


def test_the_generic_word_finds_every_port(site, db):
    for text in ["口岸", "port"]:
        with translation.override("zh-hans"):
            page = finding.find(chrome.chrome(), "zh", text)
        slugs = {hit.url.split("/")[2] for hit in page.ports}

        assert slugs == set(Port.objects.values_list("slug", flat=True)), text
        assert page.items


def test_the_page_of_every_query_is_whole(site, db):
    """Each through the view, so that no result breaks the page."""
    client = Client()
    for row in QUERIES[::6]:
        prefix = "" if row["from"] == "zh" else "/en"
        response = client.get(f"{prefix}/search/", {"q": row["query"]})

        assert response.status_code == 200
        assert "<mark>" in response.text, row["query"]
