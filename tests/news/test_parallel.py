import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from news.models import Attachment, Edition, Image, Status
from tests.builders import make_column, make_edition, make_port, make_public

BOTH = [("", "zh-Hans", "en"), ("/en", "en", "zh-Hans")]
TABLE = "<table><tr><th>1</th></tr><tr><td>2</td></tr></table>"
VOID = {"meta", "link", "img", "input", "br"}


def address(edition, prefix=""):
    return f"{prefix}/news/{edition.post.slug}/parallel/"


def image(**values):
    return Image.objects.create(
        file="images/a.webp",
        small="images/a-small.webp",
        **{"width": 1600, "height": 900, "alt_zh": "山口", "alt_en": "A pass", **values},
    )


class Rows(HTMLParser):
    """The passages of a page: {id: [(lang, text) of each cell]}, and the headings' (tag, lang)."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.headings, self._open = {}, [], []
        self.feed(page)

    def _present(self, name):
        return next((a[name] for _tag, a in reversed(self._open) if a.get(name)), None)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        classes = (attrs.get("class") or "").split()
        if tag not in VOID:
            self._open.append((tag, attrs))
        if "passage" in classes:
            self.rows[attrs["id"]] = []
        if "parallel__cell" in classes and self.rows and self._within_passage():
            self.rows[self._within_passage()].append([attrs["lang"], ""])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((tag, self._present("lang")))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data):
        row = self._within_passage()
        if row and any("parallel__cell" in (a.get("class") or "") for _tag, a in self._open):
            cell = self.rows[row][-1]
            cell[1] = f"{cell[1]} {' '.join(data.split())}".strip()

    def _within_passage(self):
        return next(
            (a["id"] for _tag, a in self._open if "passage" in (a.get("class") or "").split()),
            None,
        )


def rows_of(client, edition, prefix=""):
    return Rows(client.get(address(edition, prefix)).text).rows


def make_rows(count=3):
    return [
        {"key": f"row{n:05d}", "text_zh": f"第{n}段", "text_en": f"Passage {n}"}
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(("prefix", "own", "other"), BOTH)
def test_every_passage_stands_beside_its_counterpart_the_readers_language_first(
    client, db, prefix, own, other
):
    edition = make_public(passages=make_rows())
    words = {"zh-Hans": "第{}段", "en": "Passage {}"}

    rows = rows_of(client, edition, prefix)

    assert rows == {
        f"row{n:05d}": [[own, words[own].format(n)], [other, words[other].format(n)]]
        for n in range(1, 4)
    }


@pytest.mark.parametrize(("prefix", "own", "other"), BOTH)
def test_title_and_summary_are_paired_and_the_title_is_the_one_h1(client, db, prefix, own, other):
    edition = make_public(
        title_zh="货运", title_en="Freight", summary_zh="恢复", summary_en="Resumes"
    )

    page = client.get(address(edition, prefix)).text

    words = {"zh-Hans": ("货运", "恢复"), "en": ("Freight", "Resumes")}
    assert page.count("<h1") == 1
    assert f'<h1 class="article__title">{words[own][0]}</h1>' in page
    assert re.search(rf'lang="{other}">\s*<p class="[^"]*">{words[other][0]}</p>', page)
    summary = page.split("parallel__row--summary")[1]
    cells = re.findall(r'lang="([\w-]+)">\s*(\w+)', summary)[:2]
    assert cells == [(own, words[own][1]), (other, words[other][1])]


@pytest.mark.parametrize(
    ("prefix", "heads", "switch"),
    [("", ["中文", "英文"], "对照"), ("/en", ["English", "Chinese"], "Side by side")],
)
def test_the_labels_are_in_the_language_of_the_page(client, db, prefix, heads, switch):
    edition = make_public()

    page = client.get(address(edition, prefix)).text

    assert "".join(f"<p>{name}</p>" for name in heads) in page
    assert f'aria-current="page">{switch}</a>' in page


@pytest.mark.parametrize(
    ("prefix", "chinese_only", "english_only"),
    [
        ("", "此段无英文对应内容。", "此段无中文对应内容。"),
        (
            "/en",
            "This passage stands in Chinese only.",
            "This passage stands in English only.",
        ),
    ],
)
def test_a_row_without_counterpart_says_so(client, db, prefix, chinese_only, english_only):
    edition = make_public(
        passages=[
            ("甲", "A"),
            {"text_zh": "乙", "text_en": "", "no_counterpart": True, "key": "chinesee"},
            {"text_zh": "", "text_en": "C", "no_counterpart": True, "key": "englishh"},
        ]
    )
    language = "en" if prefix else "zh-Hans"

    rows = rows_of(client, edition, prefix)

    assert [language, chinese_only] in rows["chinesee"]
    assert ["zh-Hans", "乙"] in rows["chinesee"]
    assert [language, english_only] in rows["englishh"]
    assert ["en", "C"] in rows["englishh"]


def test_a_stale_row_alone_carries_a_note_in_the_cell_of_the_translation(client, db):
    edition = make_public(
        passages=[
            ("甲", "A"),
            {
                "text_zh": "乙新",
                "text_en": "B old",
                "fingerprint_en": "0" * 16,
                "key": "stalerow",
            },
        ]
    )
    note = "The Chinese of this passage has changed since it was translated."

    page = client.get(address(edition, "/en")).text
    rows = Rows(page).rows

    assert page.count(note) == 1
    assert rows["stalerow"] == [["en", f"B old {note}"], ["zh-Hans", "乙新"]]
    assert "此段中文原文在翻译之后有改动。" in client.get(address(edition)).text


def test_a_stale_title_carries_the_note_and_a_current_one_does_not(client, db):
    edition = make_public()
    note = "此段中文原文在翻译之后有改动。"
    assert note not in client.get(address(edition)).text

    Edition.objects.filter(pk=edition.pk).update(title_fingerprint_en="0" * 16)

    page = client.get(address(edition)).text
    assert page.count(note) == 1
    assert page.index("<h1") < page.index(note) < page.index('class="views"')


def test_a_figure_shows_its_picture_once_above_both_captions(client, db):
    picture = image(credit_zh="本站摄", credit_en="Our photo")
    edition = make_public(
        passages=[
            {"kind": "figure", "image": picture, "text_zh": "关口", "text_en": "The gate"},
        ]
    )
    key = edition.passages.get().key

    page = client.get(address(edition, "/en")).text

    assert page.count('<img class="figure__') == 1
    assert 'alt="A pass"' in page
    assert Rows(page).rows[key] == [["en", "The gate Our photo"], ["zh-Hans", "关口 本站摄"]]


def test_a_figure_without_words_has_no_empty_caption(client, db):
    edition = make_public(passages=[("甲", "A"), {"kind": "figure", "image": image()}])

    page = client.get(address(edition)).text

    assert page.count('<img class="figure__') == 1
    assert "<figcaption" not in page


def test_the_cover_stands_once_and_not_beside_the_same_figure(client, db):
    cover = image(credit_zh="本站摄", credit_en="Our photo")
    alone = make_public(cover=cover)
    repeated = make_public(cover=cover, passages=[{"kind": "figure", "image": cover}])

    for edition in [alone, repeated]:
        page = client.get(address(edition)).text
        assert page.count('<img class="figure__') == 1
        assert "本站摄" in page and "Our photo" in page


def test_tables_are_named_in_their_own_language(client, db):
    edition = make_public(
        passages=[{"kind": "table", "text_zh": TABLE, "text_en": TABLE} for _n in range(2)]
    )

    for prefix in ["", "/en"]:
        page = client.get(address(edition, prefix)).text
        names = re.findall(r'role="region" tabindex="0" aria-label="([^"]+)"', page)
        assert sorted(names) == ["Table 1", "Table 2", "表格1", "表格2"]


def test_headings_of_both_languages_have_the_same_level(client, db):
    edition = make_public(
        passages=[
            {"kind": "heading2", "text_zh": "甲", "text_en": "A"},
            {"kind": "heading3", "text_zh": "乙", "text_en": "B"},
        ]
    )

    headings = Rows(client.get(address(edition)).text).headings

    assert headings[:5] == [
        ("h1", "zh-Hans"),
        ("h2", "zh-Hans"),
        ("h2", "en"),
        ("h3", "zh-Hans"),
        ("h3", "en"),
    ]


def test_a_correction_is_paired_and_dated(client, db):
    first = make_public(publish_at=timezone.now() - timedelta(days=2))
    make_public(
        post=first.post,
        publish_at=timezone.now() - timedelta(days=1),
        change_note_zh="数字已更正。",
        change_note_en="A figure was corrected.",
    )

    note = client.get(address(first)).text.split('class="article__note"')[1]

    assert note.index("<time") < note.index("数字已更正。") < note.index("A figure was corrected.")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("view", ["", "parallel/"])
def test_every_view_leads_to_the_others_under_their_own_names(client, db, prefix, view):
    edition = make_public()
    slug = edition.post.slug

    page = client.get(f"{prefix}/news/{slug}/{view}").text
    switch = page.split("data-views")[1].split("</nav>")[0]
    links = [
        (dict(re.findall(r'([\w-]+)="([^"]*)"', attributes)), name)
        for attributes, name in re.findall(r"<a\s([^>]*)>([^<]+)</a>", switch)
    ]

    own, label = ("en", "Side by side") if prefix else ("zh-Hans", "对照")
    assert [(a["href"], a["lang"], a["hreflang"], name) for a, name in links] == [
        (f"/news/{slug}/", "zh-Hans", "zh-Hans", "中文"),
        (f"/en/news/{slug}/", "en", "en", "English"),
        (f"{prefix}/news/{slug}/parallel/", own, own, label),
    ]
    current = [a["href"] for a, _name in links if a.get("aria-current") == "page"]
    assert current == [f"{prefix}/news/{slug}/{view}"]


def test_an_article_in_one_language_offers_no_other_view(client, db):
    edition = make_public(title_en="")

    page = client.get(f"/news/{edition.post.slug}/").text

    assert "data-views" not in page
    assert "parallel" not in page.split("</head>")[1]
    assert "place.js" not in page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_passage_has_one_anchor_in_every_view_of_either_language(client, db, prefix):
    edition = make_public(
        passages=[
            *make_rows(),
            {"kind": "heading2", "text_zh": "甲", "text_en": "A", "key": "headingg"},
            {"kind": "figure", "image": image(), "key": "figuree2"},
            {"text_zh": "乙", "text_en": "", "no_counterpart": True, "key": "chinesee"},
        ]
    )
    keys = {passage.key for passage in edition.passages.all()}
    label = "Link to this passage" if prefix else "本段链接"

    for view in ["", "parallel/"]:
        page = client.get(f"{prefix}/news/{edition.post.slug}/{view}").text
        for key in keys:
            assert page.count(f'id="{key}"') == 1
            # An article only keeps the place of what it does not hold.
            is_held = not (prefix and view == "" and key == "chinesee")
            link = f'<a class="passage__link" href="#{key}" aria-label="{label}"></a>'
            assert (link in page) == is_held


def test_the_page_is_its_own_canonical_and_the_pair_of_its_counterpart(client, db):
    edition = make_public(column=make_column("policy", name_zh="政策", name_en="Policy"))

    for prefix in ["", "/en"]:
        head = client.get(address(edition, prefix)).text.split("</head>")[0]
        own = f"http://testserver{address(edition, prefix)}"
        assert f'<link rel="canonical" href="{own}">' in head
        assert f'<meta name="Url" content="{own}">' in head
        for code, other in [("zh-Hans", ""), ("en", "/en"), ("x-default", "")]:
            pair = f"http://testserver{address(edition, other)}"
            assert f'<link rel="alternate" hreflang="{code}" href="{pair}">' in head
        title = edition.title_en if prefix else edition.title_zh
        assert f'<meta name="ArticleTitle" content="{title}">' in head
    assert f"<title>{edition.title_en} (Chinese and English)_Policy_Kouan</title>" in head


def test_the_switch_of_the_masthead_leads_to_the_parallel_text(client, db):
    edition = make_public()

    masthead = client.get(address(edition)).text.split("<main")[0]

    assert f'href="{address(edition, "/en")}"' in masthead


def test_an_article_in_one_language_has_no_parallel_text_and_the_notice_leads_to_it(client, db):
    edition = make_public(title_zh="仅中文", title_en="")
    slug = edition.post.slug

    for prefix, sentence in [
        ("", "本文目前只有一种语言的版本"),
        ("/en", "This article has not been published in English."),
    ]:
        response = client.get(address(edition, prefix))
        assert response.status_code == 404
        main = response.text.split("<main")[1].split("</main>")[0]
        assert sentence in main
        assert re.search(rf'href="/news/{slug}/"[^>]*>仅中文</a>', main)
        assert "parallel" not in response.text.replace(address(edition, prefix), "")
        assert '<meta name="robots" content="noindex">' in response.text


def test_a_withdrawn_post_is_gone(client, db):
    now = timezone.now()
    edition = make_edition(
        status=Status.WITHDRAWN,
        publish_at=now - timedelta(days=1),
        withdraw_at=now - timedelta(hours=1),
    )

    for prefix in ["", "/en"]:
        response = client.get(address(edition, prefix))
        assert response.status_code == 410
        assert edition.title_en not in response.text


def test_a_draft_is_answered_like_a_post_that_never_was(client, db):
    edition = make_edition()

    for prefix in ["", "/en"]:
        response = client.get(address(edition, prefix))
        never = client.get(f"{prefix}/news/never-was/parallel/")
        assert response.status_code == never.status_code == 404
        assert response.text.replace(edition.post.slug, "never-was") == never.text


def test_a_draft_beside_the_public_edition_stays_secret(client, db):
    edition = make_public(title_en="", passages=[("甲", "")])
    make_edition(post=edition.post, title_en="Secret", passages=[("甲", "Secret")])

    assert client.get(address(edition)).status_code == 404
    assert "Secret" not in client.get(address(edition, "/en")).text


def test_the_reader_asks_again_before_using_a_copy_and_only_reads(client, db):
    edition = make_public()

    response = client.get(address(edition))

    assert response.headers["Cache-Control"] == "no-cache"
    again = client.get(address(edition), headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert client.post(address(edition)).status_code == 405


@pytest.mark.parametrize("count", [1, 40])
def test_the_parallel_text_costs_four_queries(client, db, django_assert_num_queries, count):
    passages = make_rows(count)
    values = {}
    if count > 1:
        passages += [{"kind": "figure", "image": image(), "text_zh": "图", "text_en": "Figure"}] * 3
        values = {"cover": image(), "ports": [make_port(), make_port()]}
    edition = make_public(passages=passages, **values)
    Attachment.objects.create(edition=edition, file="a/a.pdf", title_zh="甲", title_en="A")
    client.get("/")

    for prefix in ["", "/en"]:
        with django_assert_num_queries(4):
            client.get(address(edition, prefix))


def test_typed_text_is_escaped(client, db):
    edition = make_public(
        title_zh="<b>甲</b>&", title_en='"><i>', summary_en="<b>", change_note_zh="<u>"
    )

    page = client.get(address(edition)).text

    assert "&lt;b&gt;甲&lt;/b&gt;&amp;" in page
    for tag in ["<b>", "<i>", "<u>"]:
        assert tag not in page
