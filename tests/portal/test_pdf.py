"""The documents: what is in them, that they stay the same, and who may have which."""

import hashlib
import io
import re
import subprocess
import sys
from datetime import timedelta

import pikepdf
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from PIL import Image as Pixels

from news import images, paper_at_release
from news.models import Image, Status
from portal import pdf, printed
from portal.models import SiteIdentity
from portal.pdf import system
from tests import paper
from tests.builders import make_edition, make_port, make_public, make_status, make_user

TABLE = (
    "<table><caption>{}</caption><thead><tr><th>{}</th><th>{}</th></tr></thead>"
    "<tbody><tr><th>{}</th><td>1200</td></tr></tbody></table>"
)
LINK = '<p>{}<a href="https://example.org/a">{}</a>, <a href="https://example.org/a">{}</a></p>'
KINDS = {
    "article zh": ("/news/on-paper.pdf", "zh-Hans", "老爷庙口岸恢复公路货运"),
    "article en": ("/en/news/on-paper.pdf", "en", "Road freight resumes at Laoyemiao"),
    "parallel zh": ("/news/on-paper/parallel.pdf", "zh-Hans", "老爷庙口岸恢复公路货运"),
    "parallel en": ("/en/news/on-paper/parallel.pdf", "en", "Road freight resumes at Laoyemiao"),
    "port zh": ("/ports/laoyemiao.pdf", "zh-Hans", "老爷庙口岸"),
    "port en": ("/en/ports/laoyemiao.pdf", "en", "Laoyemiao Port"),
    "calendar zh": ("/ports/calendar.pdf", "zh-Hans", "口岸开放日历"),
    "calendar en": ("/en/ports/calendar.pdf", "en", "Calendar of the ports"),
    "sheet": ("/admin/news/edition/{}/sign-off.pdf", "zh-Hans", "审签单"),
}


def fill():
    """One of everything that a document shows."""
    SiteIdentity.objects.create(
        pk=1, name_zh="口岸网", name_en="Kouan", domain="example.org", sponsor_zh="甲"
    )
    image = Image(alt_zh="山口的大门", alt_en="The gate at the pass")
    into = io.BytesIO()
    Pixels.new("RGB", (64, 40), "teal").save(into, "PNG")
    images.attach(image, ContentFile(into.getvalue()))
    image.save()
    port = make_port("laoyemiao", country="MN", name_zh="老爷庙口岸", name_en="Laoyemiao Port")
    make_status(port.services.get(), "open", timezone.now() - timedelta(days=9))
    rows = [
        ("<p>货运恢复通行，“甲”与乙。</p>", "<p>Freight moves again: “A” and B’s.</p>"),
        {"kind": "heading2", "text_zh": "须知", "text_en": "What to know"},
        (LINK.format("见", "公告", "再见"), LINK.format("See ", "the notice", "again")),
        {
            "kind": "table",
            "text_zh": TABLE.format("吨数", "口岸", "吨", "甲"),
            "text_en": TABLE.format("Tonnes", "Port", "Tonnes", "A"),
        },
        {"kind": "figure", "image": image, "text_zh": "大门", "text_en": "The gate"},
    ]
    return make_public(
        slug="on-paper",
        title_zh=KINDS["article zh"][2],
        title_en=KINDS["article en"][2],
        passages=rows,
        ports=[port],
    )


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every kind made once and asked for again: {kind: (first answer, second, parsed)}.

    The rows are gone afterwards; what is looked at are the files.
    """
    from django.core.files.storage import default_storage
    from django.db import transaction
    from django.test import override_settings

    from portal import chrome

    folder = tmp_path_factory.mktemp("documents")
    calls = []
    typeset = pdf.typeset

    def counted(*arguments):
        calls.append(arguments)
        return typeset(*arguments)

    answers = {}
    with (
        django_db_blocker.unblock(),
        override_settings(VAR_DIR=folder, MEDIA_ROOT=folder / "media"),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(pdf, "typeset", counted)
        default_storage.__dict__.pop("location", None)
        chrome.forget()
        edition = fill()
        client = Client()
        client.force_login(make_user("root", is_staff=True, is_superuser=True))
        for kind, (path, *_rest) in KINDS.items():
            first = client.get(path.format(edition.pk))
            assert first.status_code == 200, (kind, first.content[:2000].decode(errors="replace"))
            before = len(calls)
            second = client.get(path.format(edition.pk))
            assert len(calls) == before, f"{kind} was typeset again"
            answers[kind] = first, second, pikepdf.open(io.BytesIO(first.content))
        answers["again"] = typeset(*calls[0])
        chrome.forget()
        transaction.set_rollback(True)
    return answers


def walk(element, found=None):
    """Every element of a document's tag tree."""
    found = [] if found is None else found
    if isinstance(element, pikepdf.Array):
        for each in element:
            walk(each, found)
    elif isinstance(element, pikepdf.Dictionary) and element.get("/S") is not None:
        found.append(element)
        if "/K" in element:
            walk(element.K, found)
    return found


def text_of(answer, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(answer.content)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


pytestmark = pytest.mark.typeset
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_it_is_tagged_and_says_its_language_and_title(kind, made):
    _path, language, title = KINDS[kind]
    _first, _second, document = made[kind]

    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == language
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert title in metadata["dc:title"]
    assert title in str(document.docinfo["/Title"])


@every_kind
def test_its_tree_has_one_title_pictures_with_words_and_heads_of_tables(kind, made):
    elements = walk(made[kind][2].Root.StructTreeRoot.K)
    tags = [str(element.S) for element in elements]

    assert tags.count("/H1") == 1
    figures = [element for element in elements if element.S == "/Figure"]
    assert all(str(element.get("/Alt", "")).strip() for element in figures)
    assert bool(figures) == (kind != "sheet")
    for table in (element for element in elements if element.S == "/Table"):
        heads = [element for element in walk(table.K) if element.S == "/TH"]
        assert heads and all("/Scope" in head.A for head in heads)
    assert "/Table" in tags


@every_kind
def test_its_outline_begins_with_its_title_and_has_its_headings(kind, made):
    with made[kind][2].open_outline() as outline:
        (first,) = outline.root
        below = [item.title for item in first.children]

    assert KINDS[kind][2] in first.title
    assert bool(below) == (not kind.startswith("calendar"))


@every_kind
def test_its_fonts_are_embedded_in_part(kind, made):
    fonts = [each for each in made[kind][2].objects if isinstance(each, pikepdf.Dictionary)]
    descriptors = [each for each in fonts if each.get("/Type") == "/FontDescriptor"]

    assert descriptors
    for each in descriptors:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys())
        assert re.match(r"/[A-Z]{6}\+Noto-", str(each.FontName))


@every_kind
def test_it_is_made_once_and_then_given_from_disk(kind, made):
    first, second, _document = made[kind]

    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert first["Content-Type"] == "application/pdf"
    if kind == "sheet":
        assert first["Cache-Control"] == "private, no-store"


def test_made_twice_it_has_the_same_bytes(made):
    first = made["article zh"][0].content

    assert hashlib.sha256(made["again"]).digest() == hashlib.sha256(first).digest()


def test_each_passage_is_in_its_own_language(made):
    languages = {str(element.get("/Lang", "")) for element in walk_of(made["parallel zh"])}

    assert {"zh-Hans", "en"} <= languages


def walk_of(answers):
    return walk(answers[2].Root.StructTreeRoot.K)


def test_a_release_has_its_documents_before_anybody_asks(
    db, client, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.DOCUMENTS_AT_RELEASE = True
    made, asked = [], []
    monkeypatch.setattr(pdf, "typeset", lambda html, pictures, key: made.append(key) or b"%PDF-1")
    monkeypatch.setattr(paper_at_release, "_enqueue", asked.append)
    hour = timedelta(hours=1)
    with django_capture_on_commit_callbacks(execute=True):
        public = make_public(slug="released")
        scheduled = make_edition(
            slug="tonight", status=Status.APPROVED, publish_at=timezone.now() + hour
        )
    assert {public.post_id, scheduled.post_id} <= set(asked)

    for edition in [public, scheduled]:
        assert paper_at_release.make(edition.post, "http://testserver") == 4
    before = len(made)
    with time_machine.travel(timezone.now() + 2 * hour, tick=False):
        for slug in ["released", "tonight"]:
            for language in ["", "/en"]:
                for end in [".pdf", "/parallel.pdf"]:
                    assert client.get(f"{language}/news/{slug}{end}").status_code == 200

    assert before == len(made) == 8


def test_documents_of_public_articles_are_made_by_command(db, settings, monkeypatch):
    made = []
    monkeypatch.setattr(pdf, "typeset", lambda html, pictures, key: made.append(key) or b"%PDF-1")
    make_public(slug="one", title_zh="由命令生成")
    make_edition(slug="draft")
    with pytest.raises(CommandError, match="ALLOWED_HOSTS"):
        call_command("make_documents")

    call_command("make_documents", origin="https://ports.example.org/", verbosity=0)
    assert len(made) == 4


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_article_says_where_it_comes_from_and_each_address_once(language, made, tmp_path):
    text = text_of(made[f"article {language}"][0], tmp_path)
    wanted = {
        "zh": [
            "口岸网",
            "要闻",
            "信息来源 本站",
            "作者 作者甲",
            "编辑 编辑乙",
            "版次 1",
            "第 1 页，共",
        ],
        "en": ["Kouan", "News", "Source This site", "Author Author A", "Edition 1", "Page 1 of"],
    }[language]

    assert [words for words in wanted if words not in text] == []
    assert text.count("(https://example.org/a)") == 1
    assert "http://testserver" + KINDS[f"article {language}"][0].removesuffix(".pdf") + "/" in text


def test_the_parallel_text_has_every_passage_in_both_languages(made, tmp_path):
    text = text_of(made["parallel en"][0], tmp_path)

    for words in [
        "货运恢复通行",
        "Freight moves again",
        "须知",
        "What to know",
        "大门",
        "The gate",
    ]:
        assert words in text


def test_wide_tables_of_the_parallel_text_lie_one_below_the_other(db, client, tmp_path):
    tables = {f"text_{language}": paper.wide_table(language) for language in ["zh", "en"]}
    make_public(slug="wide", passages=[{"kind": "table", **tables}])
    path = tmp_path / "wide.pdf"
    path.write_bytes(client.get("/news/wide/parallel.pdf").content)

    paper.assert_tables_lie_apart(path)


# Who may have which


@pytest.mark.parametrize("end", [".pdf", "/parallel.pdf", "/qr.svg", "/parallel/qr.svg"])
def test_what_is_not_public_is_answered_as_its_page_is(end, db, client):
    hour = timedelta(hours=1)
    now = timezone.now()
    make_edition(slug="draft")
    make_edition(slug="scheduled", status=Status.APPROVED, publish_at=now + hour)
    make_edition(
        slug="withdrawn",
        status=Status.WITHDRAWN,
        publish_at=now - 2 * hour,
        withdraw_at=now - hour,
    )
    for language in ["", "/en"]:
        for slug, status in [("draft", 404), ("scheduled", 404), ("withdrawn", 410), ("none", 404)]:
            answer = client.get(f"{language}/news/{slug}{end}")
            wanted = 404 if end.endswith("svg") else status
            assert answer.status_code == wanted, (language, slug)
            assert not answer.content.startswith(b"%PDF")


def test_a_language_without_the_text_has_no_document(db, client):
    make_public(slug="half", title_en="", passages=[("甲", "")])

    assert client.get("/en/news/half.pdf").status_code == 404
    for path in ["/news/half/parallel.pdf", "/en/news/half/parallel.pdf"]:
        assert client.get(path).status_code == 404


def test_a_document_follows_its_text(db, client, monkeypatch):
    monkeypatch.setattr(pdf, "typeset", lambda html, pictures, key: b"%PDF-" + html.encode())
    edition = make_public(slug="changing", passages=[("甲文", "Text one")])
    before = client.get("/news/changing.pdf")
    make_public(post=edition.post, passages=[("乙文", "Text two")])
    after = client.get("/news/changing.pdf")

    assert "甲文" in before.content.decode() and "乙文" in after.content.decode()
    assert before["ETag"] != after["ETag"]
    assert (
        client.get("/news/changing.pdf", headers={"If-None-Match": after["ETag"]}).status_code
        == 304
    )
    assert "<dd> 2 </dd>" in " ".join(after.content.decode().split())


def test_the_sheet_is_for_who_may_see_editions(db, client):
    edition = make_edition()
    address = f"/admin/news/edition/{edition.pk}/sign-off.pdf"

    assert client.get(address).status_code == 302
    client.force_login(make_user("nobody", is_staff=True))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(("query", "status"), [("2026-13-01", 400), ("1900-01-01", 404)])
def test_a_calendar_of_far_days_is_not_made(query, status, db, client):
    assert client.get(f"/ports/calendar.pdf?from={query}").status_code == status


# Making


def test_a_document_without_language_or_title_is_refused():
    for html in ["<html lang=en><p>text", "<html><title>Title</title><p>text"]:
        with pytest.raises(pdf.NotMade, match="language and a title"):
            pdf.typeset(html, {}, "0" * 32)


def test_nothing_is_fetched_and_a_picture_without_words_is_refused(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>secret</text></svg>")
    page = "<html lang=en><title>T</title><p>text</p>"
    addresses = [f"file://{secret}", str(secret), "http://127.0.0.1:9/a.png", "a.svg"]
    images = "".join(f"<img src='{address}' alt='words for it'>" for address in addresses)

    assert b"/XObject" not in pdf.typeset(page + images, {}, "0" * 32)
    with pytest.raises(pdf.NotMade, match="no required alt"):
        pdf.typeset(page + "<img src='a.svg'>", {"a.svg": secret.read_bytes()}, "0" * 32)


def test_a_server_at_its_limit_says_so(db, client, monkeypatch):
    make_public(slug="busy")

    def busy(*arguments):
        raise pdf.Busy

    monkeypatch.setattr(pdf, "typeset", busy)
    answer = client.get("/en/news/busy.pdf")

    assert answer.status_code == 503 and answer["Retry-After"] == "10"
    assert "Please try again" in answer.content.decode()


def test_old_documents_make_room(tmp_path, settings, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(pdf, "typeset", lambda *arguments: b"%PDF-")
    monkeypatch.setattr(pdf, "MAX_KEPT", 3)
    monkeypatch.setattr(pdf, "render_to_string", lambda name, context: name)
    for number in range(5):
        pdf.Document(f"document {number}", {}, "").bytes()

    assert len(list((tmp_path / "pdf").glob("??/*.pdf"))) == 3


# What the system must have


def test_a_missing_library_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setitem(system.LIBRARIES, "libpango-1.0-0", ("libnowhere.so.0",))
    (error,) = system.can_make_documents(None)

    assert error.id == "portal.E001"
    assert "apt-get install --no-install-recommends libpango-1.0-0" in error.msg
    assert "生成 PDF 缺少 libpango-1.0-0" in error.msg
    with pytest.raises(SystemExit, match="apt-get install"):
        system.require()


def test_a_missing_font_is_named_with_what_to_install(monkeypatch):
    assert system.missing_packages() == []
    monkeypatch.setattr(system, "FONTS", ("Noto Sans CJK SC", "A Face That Is Nowhere"))

    assert system.missing_packages() == ["fonts-noto-cjk"]


def test_starting_does_not_load_the_typesetter():
    """It takes a second to import; only the process that typesets may."""
    code = (
        "import sys, django; django.setup(); import portal.urls; print('weasyprint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_each_address_is_printed_once_and_none_that_says_itself():
    told = printed.Addresses()
    link = '<a href="{}">{}</a>'
    marked = printed.CLASS

    assert marked in told(link.format("https://example.org/a", "words"))
    assert marked not in told(link.format("http://example.org/a/", "other words"))
    assert marked not in told(link.format("https://example.org/b", "example.org/b"))
    for href in ["#row", "/ports/", "mailto:a@example.org"]:
        assert marked not in told(link.format(href, "words"))
    assert marked not in told(link.format("https://example.org/c", "<img src='c.png'>"))
