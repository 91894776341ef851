import pytest

from news import gate, links
from news.models import AcceptedFinding, Column, Image
from tests.builders import make_column, make_edition, make_public, make_user

pytestmark = pytest.mark.django_db


def codes(edition):
    """(part's place, code, language) of every finding of the rules."""
    places = {passage.key: passage.position for passage in edition.passages.all()}
    return {
        (places.get(found.part, found.part), found.code, found.finding.values.get("language"))
        for found in gate.findings_of(edition)
    }


def blocking(edition):
    return {found.code for found in gate.blocking(gate.findings_of(edition))}


def make_image(**values):
    values = {"alt_zh": "口岸大门", "alt_en": "The gate of the port", **values}
    return Image.objects.create(file="images/a.webp", width=10, height=10, **values)


def test_a_complete_edition_passes():
    edition = make_edition()

    assert codes(edition) == set()
    gate.check(edition)


@pytest.mark.parametrize(
    ("values", "code", "language"),
    [
        ({"title_en": ""}, "title.missing", "en"),
        ({"title_zh": "口" * 41}, "title.long", "zh"),
        ({"title_en": "a " * 61}, "title.long", "en"),
        ({"summary_zh": ""}, "summary.missing", "zh"),
        ({"summary_en": "word " * 110}, "summary.long", "en"),
        ({"source_zh": ""}, "source.missing", "zh"),
        ({"source_en": ""}, "source.missing", "en"),
        ({"author_en": ""}, "author.missing", "en"),
    ],
)
def test_title_summary_source_and_author_are_asked_for(values, code, language):
    edition = make_edition(**values)

    assert code in {found for _part, found, lacking in codes(edition) if lacking == language}
    with pytest.raises(gate.Blocked):
        gate.check(edition)


def test_a_title_of_the_longest_length_passes():
    edition = make_edition(title_zh="口" * 40, title_en="a" * 120)

    assert not {code for _part, code, _language in codes(edition)} & {"title.long"}


def test_missing_and_stale_rows_block_where_both_languages_go_together():
    edition = make_edition(passages=[("第一段。", "First."), ("第二段。", "")])
    stale = edition.passages.first()
    stale.text_zh = "改写的第一段。"
    stale.save()

    assert (1, "row.stale", "en") in codes(edition)
    assert (2, "row.missing", "en") in codes(edition)
    assert {"row.stale", "row.missing"} <= blocking(edition)


def test_where_chinese_may_come_first_english_may_lack_but_chinese_may_not():
    column = make_column("notices", release_rule=Column.ReleaseRule.CHINESE_FIRST)
    late = make_edition(column=column, title_en="", passages=[("第一段。", "")])
    early = make_edition(column=column, passages=[("", "Only English.")])

    gate.check(late)
    assert "row.missing" in blocking(early)


def test_a_row_that_needs_no_counterpart_is_not_asked_for_one():
    edition = make_edition(
        passages=[
            ("第一段。", "First."),
            {"text_zh": "只用中文。", "text_en": "", "no_counterpart": True},
        ]
    )

    gate.check(edition)


def test_a_picture_needs_an_alternative_text_in_both_languages():
    edition = make_edition(
        passages=[
            {"kind": "figure", "image": make_image(alt_en=""), "text_zh": "", "text_en": ""},
        ]
    )

    assert (1, "alt.missing", "en") in codes(edition)
    assert (1, "alt.missing", "zh") not in codes(edition)


def test_a_file_name_is_no_alternative_text():
    edition = make_edition(cover=make_image(alt_en="IMG_2041.jpg"))

    assert ("title", "alt.file_name", "en") in codes(edition)


def test_a_third_level_heading_needs_one_of_the_second_above_it():
    rows = [{"kind": "heading3", "text_zh": "细节", "text_en": "Details"}]
    whole = [{"kind": "heading2", "text_zh": "概况", "text_en": "Overview"}, *rows]

    assert (1, "heading.jump", None) in codes(make_edition(passages=rows))
    assert codes(make_edition(passages=whole)) == set()


@pytest.mark.parametrize("words", ["here", "Click here", "read more.", "This link"])
def test_english_link_words_say_where_they_lead(words):
    edition = make_edition(
        passages=[("见首页。", f'See <a href="/en/">{words}</a> for all of it.')]
    )

    assert (1, "link.text", "en") in codes(edition)


@pytest.mark.parametrize("words", ["点击这里", "详情", "更多>>", "【查看更多】"])
def test_chinese_link_words_say_where_they_lead(words):
    edition = make_edition(passages=[(f'见<a href="/">{words}</a>。', "See the home page.")])

    assert (1, "link.text", "zh") in codes(edition)


def test_the_same_words_do_not_lead_to_two_places():
    english = '<a href="/en/">Notice</a> and <a href="/en/ports/">notice</a>'
    edition = make_edition(passages=[("两个通知。", english)])

    assert (1, "link.same_text", "en") in codes(edition)


def test_own_addresses_are_known_without_asking():
    public = make_public(slug="seen")
    make_edition(slug="unseen")

    assert links.own(f"/news/{public.post.slug}/") == links.Answer.GOOD
    assert links.own("/en/news/seen/parallel/") == links.Answer.GOOD
    assert links.own("/news/unseen/") == links.Answer.NOT_PUBLIC
    assert links.own("/en/ports/nowhere/") == links.Answer.NOT_PUBLIC
    assert links.own("/media/images/none.webp") == links.Answer.NOT_PUBLIC
    assert links.own("/nonsense/at/all") == links.Answer.NOWHERE
    assert links.own("/en/") == links.Answer.GOOD


def test_links_to_the_site_itself_need_no_network(settings):
    settings.ALLOWED_HOSTS = ["ports.example"]
    edition = make_edition(
        passages=[("见附录。", 'See <a href="https://ports.example/en/nonsense/x/">annex</a>.')]
    )

    found = gate.findings_of(edition)

    assert [each.code for each in found] == ["link.nowhere"]


def test_a_warning_with_a_reason_passes_and_an_error_of_absence_does_not():
    edition = make_edition(author_en="", source_en="")
    for found in gate.findings_of(edition):
        AcceptedFinding.objects.create(
            edition=edition,
            part=found.part,
            code=found.code,
            level=found.level,
            digest=found.digest,
            reason="There is none.",
            by=make_user(f"by-{found.code}"),
        )

    assert blocking(edition) == {"source.missing"}


def test_each_finding_has_a_sentence_in_both_languages():
    from django.utils.translation import override

    from news.rule_messages import MESSAGES

    values = {"language": "en", "limit": "1", "length": "2", "image": "a", "url": "b", "text": "c"}
    for code in MESSAGES:
        with override("en"):
            english = gate.checking.message(code, values)
        with override("zh-hans"):
            chinese = gate.checking.message(code, values)
        assert "%(" not in english + chinese
        assert english != chinese


def test_the_number_of_queries_does_not_grow_with_the_rows(django_assert_num_queries):
    def edition_of(rows):
        return make_edition(
            passages=[(f"第{row}段。", f'<a href="/en/">Row {row}</a>.') for row in range(rows)]
        )

    few, many = edition_of(3), edition_of(60)
    gate.findings_of(few)
    with django_assert_num_queries(3):
        gate.findings_of(few)
    with django_assert_num_queries(3):
        gate.findings_of(many)
