import pytest

from news.rendering import Picture, Row, body

PICTURE = Picture("/media/a.webp", "/media/a-small.webp", 1600, 900, "山口", "本站")


def passage(html, key="k"):
    link = f'<a class="passage__link" href="#{key}" aria-label="本段链接"></a>'
    return f'<div class="passage" id="{key}">{html}{link}</div>'


@pytest.mark.parametrize(
    ("kind", "text", "html"),
    [
        ("paragraph", "一段", "<p>一段</p>"),
        ("paragraph", "<p>一段</p>", "<p>一段</p>"),
        ("paragraph", "一\n二", "<p>一<br>二</p>"),
        ("paragraph", "一段\n\n二段", "<p>一段</p><p>二段</p>"),
        ("paragraph", "<strong>一</strong>段", "<p><strong>一</strong>段</p>"),
        ("heading2", "题", "<h2>题</h2>"),
        ("heading3", "<p>题</p>", "<h3>题</h3>"),
        ("list", "甲\n乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("list", "<ol><li>甲</li></ol>", "<ol><li>甲</li></ol>"),
        ("list", "<li>甲</li><li>乙</li>", "<ul><li>甲</li><li>乙</li></ul>"),
        ("quote", "话", "<blockquote><p>话</p></blockquote>"),
        ("quote", "<p>话</p>", "<blockquote><p>话</p></blockquote>"),
    ],
)
def test_each_kind_becomes_its_element_with_its_anchor(kind, text, html):
    assert body([Row(kind, "k", text)]) == passage(html)


@pytest.mark.parametrize("kind", ["paragraph", "figure"])
def test_a_row_without_words_is_left_out(kind):
    assert body([Row(kind, "k", "")]) == ""


def test_a_row_that_stands_in_another_language_keeps_its_anchor_and_says_so():
    html = body([Row("paragraph", "k", "", only_in="en"), Row("paragraph", "l", "", only_in="zh")])

    assert '<p class="passage passage--absent" id="k">此段无中文对应内容。</p>' in html
    assert '<p class="passage passage--absent" id="l">此段无英文对应内容。</p>' in html


def test_a_nested_list_keeps_its_shape():
    text = "<ul><li>甲<ul><li>乙</li></ul></li></ul>"

    assert body([Row("list", "k", text)]) == passage(text)


def test_a_table_gets_scopes_a_name_and_room_to_scroll(db):
    text = (
        "<table><caption>数额</caption><tr><th>项</th><th>额</th></tr>"
        "<tr><th>甲</th><td>1</td></tr></table>"
    )

    html = body([Row("table", "k", text)])

    assert html.startswith(
        '<div class="passage" id="k"><div class="table-scroll" role="region" tabindex="0"'
    )
    assert 'aria-label="数额"' in html
    assert '<th scope="col">项</th><th scope="col">额</th>' in html
    assert '<th scope="row">甲</th>' in html


def test_tables_without_a_caption_have_different_names():
    table = "<table><tr><td>1</td></tr></table>"

    html = body([Row("table", "k", table), Row("table", "l", table)])

    assert 'aria-label="表格1"' in html
    assert 'aria-label="表格2"' in html


def test_a_scope_that_was_typed_stays():
    text = '<table><tr><th scope="row">甲</th><td>1</td></tr></table>'

    assert '<th scope="row">甲</th>' in body([Row("table", "k", text)])


def test_a_caption_cannot_leave_its_attribute():
    text = '<table><caption>"&gt;<strong>x</strong></caption><tr><td>1</td></tr></table>'

    assert 'aria-label="&quot;&gt;x"' in body([Row("table", "k", text)])


def test_a_figure_names_size_sources_words_and_credit():
    html = body([Row("figure", "k", "<p>说明</p>", PICTURE)])

    assert '<div class="passage" id="k"><figure class="figure">' in html
    assert 'srcset="/media/a-small.webp 640w, /media/a.webp 1600w"' in html
    assert 'width="1600" height="900" alt="山口"' in html
    assert '<span class="figure__words">说明</span>' in html
    assert "本站</span></figcaption>" in html


@pytest.mark.parametrize(
    ("width", "height", "srcset"),
    [
        (640, 300, ""),
        (300, 1280, "/s 150w, /l 300w"),
        (0, 0, ""),
    ],
)
def test_the_small_size_is_named_by_its_true_width(width, height, srcset):
    assert Picture("/l", "/s", width, height, "").srcset == srcset


def test_words_of_a_picture_are_escaped():
    picture = Picture("/l", "", 1, 1, '"><script>', "<b>")

    html = body([Row("figure", "k", "", picture)])

    assert "<script>" not in html
    assert "<b>" not in html
