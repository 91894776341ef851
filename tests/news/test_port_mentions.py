import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.port_mentions import Linker, mentioned, names_of
from portal.richtext import clean_html
from ports.models import Alias, Port
from tests.builders import make_edition, make_port, make_public, make_status


class Spelling:
    def __init__(self, text):
        self.text = text


class Aliases(list):
    def all(self):
        return self


class FakePort:
    def __init__(self, slug, zh, en, *aliases):
        self.slug, self.name_zh, self.name_en = slug, zh, en
        self.aliases = Aliases(map(Spelling, aliases))


PORTS = [
    FakePort("horgos", "霍尔果斯口岸", "Horgos Port", "Khorgos", "Master Temple (literal)"),
    FakePort("karasu", "卡拉苏口岸", "Karasu Port", "Kulma-Karasu"),
]
NAMES = names_of(PORTS)
ADDRESSES = {"horgos": "/ports/horgos/", "karasu": "/ports/karasu/"}


def linked(html, language="en"):
    return Linker(NAMES[language], ADDRESSES)(html)


def text_of(html):
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("language", "html", "wanted"),
    [
        ("en", "<p>At Horgos Port.</p>", '<p>At <a href="/ports/horgos/">Horgos Port</a>.</p>'),
        ("en", "Khorgos’s gate", '<a href="/ports/horgos/">Khorgos</a>’s gate'),
        ("en", "Horgosian, NewHorgos, Horgos-2", "Horgosian, NewHorgos, Horgos-2"),
        ("en", "Master Temple", "Master Temple"),
        ("en", "a &amp; Karasu", 'a &amp; <a href="/ports/karasu/">Karasu</a>'),
        ("zh", "在霍尔果斯口岸", '在<a href="/ports/horgos/">霍尔果斯口岸</a>'),
        ("zh", "霍尔果斯至卡拉苏", None),
        ("en", "<h2>Horgos</h2>", "<h2>Horgos</h2>"),
        ("en", '<a href="/x" title="a>b">Horgos</a>', '<a href="/x" title="a>b">Horgos</a>'),
        ("en", '<td title="Horgos">x</td>', '<td title="Horgos">x</td>'),
    ],
)
def test_a_name_becomes_a_link_where_it_may(language, html, wanted):
    found = linked(html, language)

    assert text_of(found) == text_of(html)
    assert found.count("<a ") == 2 if wanted is None else found == wanted


def test_each_port_is_linked_once_in_the_whole_text():
    link = Linker(NAMES["en"], ADDRESSES)

    assert link("Karasu and Karasu").count("<a ") == 1
    assert link("<p>Karasu</p>") == "<p>Karasu</p>"


def test_a_port_that_the_editor_linked_by_hand_gets_no_second_link():
    html = '<p><a href="/ports/karasu/">The port</a> of Karasu</p>'

    assert linked(html) == html


def test_a_name_of_two_ports_is_no_name():
    names = names_of([*PORTS, FakePort("other", "甲口岸", "Other Port", "Khorgos")])

    assert mentioned({"en": ["Khorgos"]}, names) == []


class Balanced(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.links = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in {"br", "img", "hr", "col"}:
            return
        assert not (tag == "a" and "a" in self.open)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


WORDS = st.sampled_from(
    [
        "Horgos",
        "Karasu Port",
        "霍尔果斯",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        '<a href="/x?a=1&b=">',
        "</a>",
    ]
    + ["<h2>", "</h2>", "&amp;", "&lt;", "<", ">", '"', " ", "\n", "a", "<li>", "</ul>", "<ul>"]
)


@pytest.mark.parametrize("language", ["zh", "en"])
@given(parts=st.lists(WORDS | st.text(max_size=5), max_size=25))
def test_clean_html_stays_clean_and_keeps_its_words(language, parts):
    html = clean_html("".join(parts))

    found = linked(html, language)

    parser = Balanced()
    parser.feed(found)
    assert parser.open == []
    assert re.sub(r'<a href="/ports/\w+/">([^<]*)</a>', r"\1", found) == html


# On the page


def a_port():
    port = make_port("laoyemiao", name_zh="老爷庙口岸", name_en="Laoyemiao Port")
    Alias.objects.create(port=port, text="Laoemyao")
    return port


@pytest.mark.parametrize(
    ("prefix", "link"),
    [
        ("", '<a href="/ports/laoyemiao/">老爷庙口岸</a>恢复'),
        ("/en", '<a href="/en/ports/laoyemiao/">Laoemyao</a> resumed'),
    ],
)
def test_an_article_links_its_ports_and_tells_their_state_with_a_date(client, db, prefix, link):
    from django.utils import timezone

    port = a_port()
    make_status(port.services.get(), "open", timezone.now() - timedelta(days=1))
    other = make_port(name_zh="他处口岸", name_en="Elsewhere Port")
    edition = make_public(
        ports=[port],
        passages=[
            ("老爷庙口岸恢复货运，他处口岸不变。", "Laoemyao resumed; Elsewhere Port did not.")
        ],
    )

    page = client.get(f"{prefix}/news/{edition.post.slug}/").text

    assert link in page
    assert f"/ports/{other.slug}/" not in page
    box = re.search(r'(?s)<section class="article__aside port-now".*?</section>', page)[0]
    assert "<time" in box
    assert ("开放" if not prefix else "Open") in box


def test_the_form_offers_what_the_text_mentions_and_nobody_ticked(admin_client):
    port = a_port()
    edition = make_edition(passages=[("老爷庙口岸恢复。", "It resumed.")])
    address = f"/admin/news/edition/{edition.pk}/change/"

    assert "正文提到但尚未勾选的口岸：老爷庙口岸" in admin_client.get(address).text
    edition.ports.set([Port.objects.get(pk=port.pk)])
    assert "尚未勾选的口岸" not in admin_client.get(address).text
