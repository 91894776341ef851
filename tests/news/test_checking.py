import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from news import checking, editing, parity, wording
from news.models import AcceptedFinding, Edition, Term, Wording
from news.parity import Level
from portal import generation
from portal.roles import ROLES
from ports.models import Alias, Country
from tests.builders import make_edition, make_port, make_user


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain &amp; simple", "plain & simple"),
        ("<p>一<br>二</p>\n<p>三<strong>四</strong></p>", "一\n二\n三四"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "a\nb\nc"),
        (
            "<table><caption>t</caption><tr><th>x</th><th>y</th></tr>"
            "<tr><td></td><td>2</td></tr></table>",
            "t\nx\ty\n\t2",
        ),
        ("<p>H<sub>2</sub>O\nin two lines</p><br>", "H2O in two lines"),
    ],
)
def test_plain_text_parts_blocks_by_lines_and_cells_by_tabs(html, text):
    assert checking.plain(html) == text


def codes(edition):
    return [(found.part, found.code, found.level) for found in checking.findings_of(edition)]


def wrong(**values):
    return make_edition(
        title_zh="货运恢复",
        title_en="Freight resumes",
        summary_zh="",
        summary_en="",
        passages=[
            {"key": "aaaaaaaa", "text_zh": "<p>首批37辆。</p>", "text_en": "<p>The first 38.</p>"},
            {"key": "bbbbbbbb", "text_zh": "<p>4月31日。</p>", "text_en": ""},
        ],
        **values,
    )


def test_every_text_of_an_edition_is_checked_in_the_order_of_the_form(db):
    edition = wrong(author_zh="甲（乙", change_note_zh="2月30日更正", change_note_en="Corrected")

    found = checking.findings_of(edition)

    parts = list(dict.fromkeys(each.part for each in found))
    assert parts == ["aaaaaaaa", "bbbbbbbb", "author", "change_note"]
    assert [each.label for each in found][0] == "第 1 行"
    first = found[0]
    assert (first.code, first.level) == ("number.differs", "error")
    assert [span.text for span in first.finding.zh] == ["37辆"] or "37" in first.words[0][1]
    plain = checking.plain("<p>首批37辆。</p>")
    assert all(plain[span.start : span.end] == span.text for span in first.finding.zh)


def test_names_of_people_and_houses_are_not_compared(db):
    edition = make_edition(source_zh="新华社3", source_en="Xinhua", title_zh="甲", title_en="A")

    assert "source" not in {found.part for found in checking.findings_of(edition)}


def test_a_message_is_in_the_language_of_who_reads(db):
    finding = checking.findings_of(wrong())[1]

    with translation.override("en"):
        assert finding.message.startswith("There is no such date: 4月31日.")
    assert "4月31日" in finding.message
    assert "There is" not in finding.message


def test_a_message_lacks_a_value_without_failing():
    assert "…" in checking.message("number.differs", {})
    assert checking.message("no.such.code", {}) == "no.such.code"


def test_findings_cost_three_queries_at_20_and_200_rows(db, django_assert_num_queries):
    for number in [20, 200]:
        edition = make_edition(
            passages=[(f"<p>第{n}天{n}月31日</p>", f"<p>Day {n}</p>") for n in range(number)]
        )
        edition = Edition.objects.get(pk=edition.pk)
        AcceptedFinding.objects.create(
            edition=edition, part="title", code="x", level="hint", digest="0" * 16, reason="r"
        )
        checking.vocabulary()
        with django_assert_num_queries(3):
            assert checking.findings_of(edition)


def test_a_text_beyond_the_limit_is_said_to_be_unchecked(db):
    long = checking.Part("aaaaaaaa", "<p>" + "字" * (checking.MAX_LENGTH + 1) + "</p>", "")

    checking.check_parts([long])

    assert not long.is_checked
    assert long.findings == []


# The site's words


def names(kind):
    return [name for name in checking.vocabulary().names if name.kind == kind]


def test_ports_with_their_other_spellings_and_places_are_known(db):
    port = make_port(
        name_zh="试验口岸",
        name_en="Shiyan Port",
        prefecture_zh="试验地区",
        prefecture_en="Shiyan Prefecture",
        counterpart_zh="甲站、乙站",
        counterpart_en="Jia, Yi",
    )
    Alias.objects.create(port=port, text="Chiyan")
    Alias.objects.create(port=port, text="试岩口岸")

    # Others come from the gazetteer.
    [name] = [each for each in names("port") if "试验口岸" in each.zh]

    assert {"试验", "试验口岸", "试岩"} <= set(name.zh)
    assert {"Shiyan", "Shiyan Port", "Chiyan"} <= set(name.en)
    places = {(zh, en) for name in names("place") for zh in name.zh for en in name.en}
    assert {("试验地区", "Shiyan"), ("甲站", "Jia"), ("乙站", "Yi")} <= places
    assert ("甲站", "Yi") not in places
    # The neighbours are records; the shipped list of places adds the other countries.
    known = {zh for name in names("country") for zh in name.zh}
    assert {country.name_zh for country in Country.objects.all()} <= known


def test_the_vocabulary_is_held_until_one_of_its_words_changes(db, django_assert_num_queries):
    Term.objects.all().delete()
    before = checking.vocabulary()
    with django_assert_num_queries(1):
        assert checking.vocabulary() is before

    Term.objects.create(zh="甲词", en="word one|word 1", level="error")
    after = checking.vocabulary()
    Wording.objects.create(wrong="错词", right="对词")

    [name] = names("term")
    assert (name.zh, name.en, name.level) == (("甲词",), ("word one", "word 1"), Level.ERROR)
    assert after is not before
    assert "错词" in [each.wrong for each in checking.vocabulary().unwanted]


def test_a_word_of_the_list_is_found_in_a_text(db):
    Wording.objects.create(language="zh", wrong="错词词", right="对词", level="error", note="因为")

    [found] = checking.check_texts("<p>这是错词词。</p>", "")

    assert (found.code, found.level) == ("wording.misspelt", Level.ERROR)
    assert found.zh[0].text == "错词词"


def test_a_site_begins_with_the_shipped_words(db):
    assert Term.objects.count() == len({row["zh"] for row in wording.shipped("term")}) > 50
    assert Wording.objects.count() == len(
        {(row["language"], row["wrong"]) for row in wording.shipped("wording")}
    )
    assert Wording.objects.count() > 50


def test_loading_the_words_again_adds_only_what_is_missing(db, capsys):
    kept = Term.objects.first()
    Term.objects.filter(pk=kept.pk).update(en="as the site manager wants it")
    gone = Wording.objects.first()
    Wording.objects.filter(pk=gone.pk).delete()
    number = generation.current()

    call_command("load_wording")

    assert capsys.readouterr().out == "0 terms and 1 unwanted wordings were added.\n"
    assert Term.objects.get(pk=kept.pk).en == "as the site manager wants it"
    assert Wording.objects.filter(language=gone.language, wrong=gone.wrong).exists()
    assert generation.current() > number


def test_a_broken_list_is_not_loaded_by_half(db, tmp_path):
    (tmp_path / "glossary.csv").write_text("zh,en,kind,level,note\n新词,new word,term,loud,\n")
    before = Term.objects.count()

    with pytest.raises(Exception, match="loud"):
        wording.lay_down({"term": Term, "wording": Wording}.get, tmp_path)
    (tmp_path / "glossary.csv").write_text("zh,en\n新词,new word\n")
    with pytest.raises(ValueError, match="lacks the columns"):
        wording.lay_down({"term": Term, "wording": Wording}.get, tmp_path)

    assert Term.objects.count() == before


# Acceptances


def accept(edition, part="bbbbbbbb", reason="引自公告"):
    user = make_user(f"user-{AcceptedFinding.objects.count()}")
    found = [each for each in checking.findings_of(edition) if each.part == part]
    made = checking.acceptances(found, {(each.part, each.digest): reason for each in found}, user)
    for each in made:
        each.edition = edition
        each.save()
    return made


def is_accepted(edition, part="bbbbbbbb"):
    edition = Edition.objects.get(pk=edition.pk)
    return [bool(each.accepted) for each in checking.findings_of(edition) if each.part == part]


def retype(edition, **values):
    passage = edition.passages.get(key="bbbbbbbb")
    for name, value in values.items():
        setattr(passage, name, value)
    passage.save()


def test_an_acceptance_holds_while_its_words_stand_and_no_longer(db):
    edition = wrong()
    accept(edition)
    assert is_accepted(edition) == [True]

    retype(edition, text_zh="<p>又及：<strong>4月31</strong>日。</p>")
    assert is_accepted(edition) == [True]

    retype(edition, text_zh="<p>6月31日。</p>")
    assert is_accepted(edition) == [False]

    retype(edition, text_zh="<p>4月31日。</p>")
    assert is_accepted(edition) == [True]


def test_the_same_fault_made_again_is_not_accepted_with_the_first(db):
    edition = wrong()
    accept(edition)

    retype(edition, text_zh="<p>4月31日。再说4月31日。</p>")

    assert not all(is_accepted(edition))


def test_an_acceptance_is_of_one_row(db):
    edition = wrong()
    accept(edition)
    passage = edition.passages.get(key="aaaaaaaa")
    passage.text_zh, passage.text_en = "<p>4月31日。</p>", ""
    passage.save()

    assert is_accepted(edition, "aaaaaaaa") == [False]


def test_a_new_edition_takes_acceptances_along_with_who_and_when(db):
    edition = wrong(status="approved")
    [accepted] = accept(edition)

    new = editing.next_edition(edition.post, make_user("second"))

    [copied] = new.accepted_findings.all()
    assert (copied.by, copied.at, copied.reason) == (accepted.by, accepted.at, accepted.reason)
    assert is_accepted(new) == [True]
    assert edition.accepted_findings.count() == 1


def test_acceptances_cannot_be_changed_or_deleted(db):
    [accepted] = accept(wrong())

    for attempt in [
        accepted.save,
        accepted.delete,
        AcceptedFinding.objects.all().delete,
        lambda: AcceptedFinding.objects.update(reason="another"),
    ]:
        with pytest.raises(TypeError, match="added"):
            attempt()


def test_findings_are_counted_by_level_and_accepted(db):
    edition = wrong()
    accept(edition)

    assert checking.counts(checking.findings_of(edition)) == {
        "error": 1,
        "warning": 0,
        "hint": 0,
        "accepted": 1,
    }


def test_no_role_may_change_an_acceptance():
    for permissions in ROLES.values():
        assert not {"news.add_acceptedfinding", "news.change_acceptedfinding"} & set(permissions)


def test_the_words_are_read_with_as_many_queries_however_many_they_are(db):
    def cost():
        checking.forget()
        with CaptureQueriesContext(connection) as queries:
            checking.vocabulary()
        return len(queries)

    make_port()
    small = cost()
    for number in range(30):
        Alias.objects.create(port=make_port(), text=f"Spelling {number}")

    assert cost() == small <= 6


def test_without_a_database_the_shipped_names_are_known():
    words = checking.shipped_vocabulary()

    assert parity.agree("老爷庙口岸恢复通关。", "Laoyemiao Port is open again.", words) is True
    assert parity.agree("霍尔果斯口岸恢复通关。", "Laoyemiao Port is open again.", words) is False
    assert words.unwanted
