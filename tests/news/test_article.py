from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from news.models import Attachment, Image, Status
from tests.builders import make_column, make_edition, make_port, make_public

LINE = {
    "zh": ["发布时间", "信息来源", "编辑", "作者", "字体", "打印本页", "无障碍浏览"],
    "en": ["Published", "Source", "Editor", "Author", "Text size", "Print this page"],
}


def image(name="a", **values):
    return Image.objects.create(
        file=f"images/{name}.webp",
        small=f"images/{name}-small.webp",
        **{"width": 1600, "height": 900, "alt_zh": "山口", "alt_en": "A pass", **values},
    )


@pytest.mark.parametrize(("language", "prefix"), [("zh", ""), ("en", "/en")])
def test_an_article_has_its_line_in_the_pages_language(client, db, language, prefix):
    edition = make_public()

    page = client.get(f"{prefix}/news/{edition.post.slug}/").text

    places = [page.find(word, page.find("<h1")) for word in LINE[language]]
    assert -1 not in places
    assert places == sorted(places)
    published = timezone.localtime(edition.publish_at)
    assert f">{published:%Y-%m-%d %H:%M}</time>" in page
    assert getattr(edition, f"source_{language}") in page


@pytest.mark.parametrize(
    ("prefix", "words"), [("", ["大", "中", "小"]), ("/en", ["Large", "Medium", "Small"])]
)
def test_the_size_buttons_work_without_a_script(client, db, prefix, words):
    edition = make_public()
    path = f"{prefix}/news/{edition.post.slug}/"

    page = client.get(path).text
    sizes = page.split('class="article__sizes"')[1].split("</form>")[0]
    assert [sizes.find(f">{word}</button>") > 0 for word in words] == [True] * 3
    assert sizes.count('aria-pressed="true"') == 1
    assert f'name="next" value="{path}"' in sizes

    client.post(f"{prefix}/preferences/", {"size": "large", "next": path})
    page = client.get(path).text
    assert 'data-size="large"' in page


def test_the_head_names_column_article_and_its_minute(client, db):
    column = make_column("policy", name_zh="政策文件", name_en="Policy")
    edition = make_public(column=column, title_zh="通关办法", summary_zh="怎样通关")
    published = timezone.localtime(edition.publish_at)

    page = client.get(f"/news/{edition.post.slug}/").text

    assert "<title>通关办法_政策文件_口岸</title>" in page
    for name, content in {
        "SiteName": "口岸",
        "ColumnName": "政策文件",
        "ColumnType": "政策文件",
        "ArticleTitle": "通关办法",
        "PubDate": f"{published:%Y-%m-%d %H:%M}",
        "ContentSource": "本站",
        "Keywords": "政策文件",
        "Author": "作者甲",
        "Url": f"http://testserver/news/{edition.post.slug}/",
        "Description": "怎样通关",
    }.items():
        assert f'<meta name="{name}" content="{content}">' in page


def test_the_switch_and_hreflang_name_both_languages(client, db):
    edition = make_public()
    slug = edition.post.slug

    for path in [f"/news/{slug}/", f"/en/news/{slug}/"]:
        head = client.get(path).text.split("</head>")[0]
        assert f'<link rel="canonical" href="http://testserver{path}">' in head
        for code, address in [("zh-Hans", ""), ("en", "/en"), ("x-default", "")]:
            assert f'hreflang="{code}" href="http://testserver{address}/news/{slug}/"' in head


def test_the_switch_of_a_chinese_article_leads_to_its_column_in_english(client, db):
    column = make_column()
    make_public(column=column)
    edition = make_public(column=column, title_en="")

    page = client.get(f"/news/{edition.post.slug}/").text

    assert "hreflang=" not in page.split("</head>")[0]
    assert 'href="/en/news/column/news/"' in page
    assert f"/en/news/{edition.post.slug}/" not in page


def test_the_switch_leads_to_all_news_where_the_column_is_empty_too(client, db):
    edition = make_public(title_en="")

    assert 'href="/en/news/"' in client.get(f"/news/{edition.post.slug}/").text


def test_an_untranslated_article_is_not_found_and_leads_to_where_it_is(client, db):
    edition = make_public(title_zh="仅中文", title_en="")

    response = client.get(f"/en/news/{edition.post.slug}/")

    assert response.status_code == 404
    page = " ".join(response.text.split())
    assert "Not available in English" in page
    assert f'href="/news/{edition.post.slug}/" lang="zh-Hans" hreflang="zh-Hans">仅中文</a>' in page


def test_the_notice_never_names_what_is_not_public(client, db):
    now = timezone.now()
    draft = make_edition(title_zh="未发布的稿件", title_en="")
    scheduled = make_public(
        title_zh="未到时间的稿件", title_en="", publish_at=now + timedelta(hours=1)
    )

    for edition in [draft, scheduled]:
        for prefix in ["", "/en"]:
            response = client.get(f"{prefix}/news/{edition.post.slug}/")
            assert response.status_code == 404
            assert edition.title_zh not in response.text
    with time_machine.travel(now + timedelta(hours=2)):
        assert client.get(f"/news/{scheduled.post.slug}/").status_code == 200


def test_a_withdrawn_article_is_gone_and_says_so_in_both_languages(client, db):
    now = timezone.now()
    edition = make_edition(
        status=Status.WITHDRAWN,
        title_zh="已撤的稿件",
        title_en="A withdrawn text",
        publish_at=now - timedelta(days=1),
        withdraw_at=now - timedelta(hours=1),
    )

    for prefix, code in [("", "zh-Hans"), ("/en", "en")]:
        response = client.get(f"{prefix}/news/{edition.post.slug}/")
        assert response.status_code == 410
        assert f'<html lang="{code}"' in response.text
        assert (
            "该地址不会用于其他内容" in response.text
            or "has since been taken down" in response.text
        )
        assert "本文曾在此发布" in response.text
        assert "taken down" in response.text
        assert edition.title_zh not in response.text
        assert edition.title_en not in response.text


def test_a_stale_translation_says_so_and_a_current_one_does_not(client, db):
    stale = make_public(
        passages=[{"text_zh": "新文", "text_en": "Old text", "fingerprint_en": "0" * 16}]
    )
    current = make_public()
    note = "Parts of the Chinese text have changed since it was translated."

    assert note in client.get(f"/en/news/{stale.post.slug}/").text
    assert "article__note" not in client.get(f"/news/{stale.post.slug}/").text
    assert note not in client.get(f"/en/news/{current.post.slug}/").text


def test_a_correction_is_shown_with_its_date(client, db):
    now = timezone.now()
    first = make_public(publish_at=now - timedelta(days=2))
    second = make_public(
        post=first.post, publish_at=now - timedelta(days=1), change_note_zh="数字有误，已更正。"
    )

    note = client.get(f"/news/{first.post.slug}/").text.split('class="article__note"')[1]

    assert "更正" in note
    assert "数字有误，已更正。" in note
    assert f"{timezone.localtime(second.publish_at):%Y-%m-%d %H:%M}" in note


def test_passages_are_anchored_and_those_of_another_language_say_so(client, db):
    edition = make_public(
        passages=[
            {"text_zh": "第一段", "text_en": "First", "key": "aaaaaaaa"},
            {"text_zh": "只有中文", "text_en": "", "key": "bbbbbbbb", "no_counterpart": True},
        ]
    )

    english = client.get(f"/en/news/{edition.post.slug}/").text
    assert '<div class="passage" id="aaaaaaaa"><p>First</p>' in english
    assert 'id="bbbbbbbb">This passage stands in Chinese only.</p>' in english
    assert "只有中文" not in english
    chinese = client.get(f"/news/{edition.post.slug}/").text
    assert '<div class="passage" id="bbbbbbbb"><p>只有中文</p>' in chinese


def test_nothing_is_said_of_a_passage_in_a_language_that_is_not_public(client, db):
    edition = make_public(
        title_en="",
        passages=[("甲", ""), {"text_zh": "", "text_en": "Not yet", "key": "bbbbbbbb"}],
    )

    assert "bbbbbbbb" not in client.get(f"/news/{edition.post.slug}/").text


def test_the_cover_is_not_repeated_where_a_figure_shows_it(client, db):
    cover = image()
    alone = make_public(cover=cover)
    repeated = make_public(
        cover=cover, passages=[("字", "Words"), {"kind": "figure", "image": cover}]
    )

    for edition in [alone, repeated]:
        page = client.get(f"/news/{edition.post.slug}/").text
        assert page.count('<img class="figure__image"') == 1


def test_ports_and_attachments_stand_below_in_the_pages_language(client, db):
    port = make_port("laoyemiao", name_zh="老爷庙口岸", name_en="Laoyemiao Port")
    edition = make_public(ports=[port])
    Attachment.objects.create(
        edition=edition,
        file="attachments/a.pdf",
        title_zh="附件一",
        title_en="First annex",
        size=2048,
    )

    page = client.get(f"/en/news/{edition.post.slug}/").text

    assert '<a href="/en/ports/laoyemiao/">Laoyemiao Port</a>' in page
    assert '<a href="/media/attachments/a.pdf">First annex</a>' in page
    assert "PDF" in page
    assert "附件一" not in page


def test_an_article_costs_four_queries_and_two_for_what_leads_on(
    client, db, django_assert_num_queries
):
    picture = image()
    plain = make_public()
    rich = make_public(
        cover=image("b"),
        ports=[make_port(), make_port()],
        passages=[(f"第{n}段", f"Paragraph {n}") for n in range(20)]
        + [{"kind": "figure", "image": picture}] * 3,
    )
    Attachment.objects.create(edition=rich, file="attachments/a.pdf", title_zh="甲", title_en="A")
    client.get("/")

    paths = [f"{prefix}/news/{each.post.slug}/" for each in [plain, rich] for prefix in ["", "/en"]]
    for number, path in enumerate(paths):
        # How rare each term is is asked once after a change.
        with django_assert_num_queries(5 if number else 6):
            client.get(path)
    for path in paths:
        with django_assert_num_queries(4):
            client.get(path)


def test_typed_text_in_titles_and_names_is_escaped(client, db):
    edition = make_public(title_zh="<b>甲</b>&", author_zh='"><i>')

    page = client.get(f"/news/{edition.post.slug}/").text

    assert "<b>甲" not in page
    assert "<i>" not in page
    assert "&lt;b&gt;甲&lt;/b&gt;&amp;" in page
