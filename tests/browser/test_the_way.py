"""The way of one post, from an empty form to both public pages, from desk to desk."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news import workflow
from news.models import Edition, Status
from portal import roles
from portal.models import SiteIdentity
from tests.browser.checkers.circumstances import each_language_and_width
from tests.browser.test_editing import PASSWORD, sign_in, sign_out
from tests.builders import make_column, make_edition, make_public, make_user

pytestmark = [pytest.mark.browser]

TEXTS = {
    "title_zh": "北岭口岸恢复公路货运",
    "title_en": "Road freight resumes at Beiling Port",
    "summary_zh": "首批三十七辆货车当天出境。",
    "summary_en": "The first 37 lorries left the country on the same day.",
    "author_zh": "采编员",
    "author_en": "Author",
    "editor_zh": "责任编辑",
    "editor_en": "Editor",
    "source_zh": "本站",
    "source_en": "This site",
}
SLUG = "road-freight-resumes-at-beiling-port"
ROW = ("首批货车共三十七辆，当天全部通关。", "All 37 lorries of the first day were cleared.")


@pytest.fixture
def site(live_server, transactional_db):
    SiteIdentity.objects.create(
        pk=1, name_zh="口岸", name_en="Kouan", domain="example.org", sponsor_zh="甲", sponsor_en="A"
    )
    make_column(name_zh="要闻", name_en="News")
    for role in roles.ROLES:
        make_user(
            role, groups=[role], password=PASSWORD, is_staff=True, email=f"{role}@example.org"
        )
    return live_server.url


def statuses(page, site):
    """What readers are answered in Chinese and in English."""
    return [page.request.get(f"{site}{language}/news/{SLUG}/").status for language in ["", "/en"]]


def open_from_desk(page, site, block):
    """Follows the link of the one post that waits in a block of the desk."""
    page.goto(f"{site}/admin/")
    entries = page.locator(f"#desk-{block} .desk-block__entry")
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text(TEXTS["title_zh"])
    entries.locator(".desk-block__action a").click()
    expect(page.locator(".way")).to_be_visible()


def proofread(page, language):
    page.locator(f".proofreading__button[value={language}]").click()
    expect(page.locator(".messagelist .success")).to_contain_text("已校对")


def move(page, to):
    page.locator(f".moves__button--{to}").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_a_post_goes_from_an_empty_form_by_three_reviews_to_both_public_pages(
    quiet_page, site, mailoutbox
):
    page = quiet_page
    sign_in(page, site, "author")
    page.locator(".desk__link--begin").first.click()
    for name, text in TEXTS.items():
        page.locator(f"#id_{name}").fill(text)
    page.locator("#id_column").select_option(label="要闻")
    page.locator("[data-row]:not([hidden]) [data-cell=zh]").click()
    page.keyboard.insert_text(ROW[0])
    page.keyboard.press("Alt+o")
    page.keyboard.insert_text(ROW[1])
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert mailoutbox == []

    open_from_desk(page, site, "drafts")
    page.locator("[name=_submit]").click()
    expect(page.locator(".way")).to_contain_text("初审")
    edition = Edition.objects.get(post__slug=SLUG)
    assert edition.status == Status.FIRST_REVIEW
    page.goto(f"{site}/admin/")
    expect(page.locator("#desk-sent .desk-block__entry")).to_contain_text("初审")
    expect(page.locator("#desk-drafts .desk-block__entry")).to_have_count(0)

    steps = [
        ("first_reviewer", "zh", "second_review"),
        ("second_reviewer", "en", "final_review"),
        ("final_reviewer", "", "approved"),
    ]
    for number, (reviewer, language, to) in enumerate(steps, start=1):
        assert statuses(page, site) == [404, 404]
        assert [mail.to for mail in mailoutbox[number - 1 :]] == [[f"{reviewer}@example.org"]]
        body = mailoutbox[-1].body
        assert TEXTS["title_zh"] in body and TEXTS["title_en"] in body
        assert f"/admin/news/edition/{edition.pk}/change/" in body
        sign_out(page)
        sign_in(page, site, reviewer)
        if language:
            open_from_desk(page, site, "proofread")
            proofread(page, language)
        open_from_desk(page, site, "waiting")
        expect(page.locator("#passages-group")).to_contain_text(ROW[0])
        expect(page.locator("#passages-group")).to_contain_text(ROW[1])
        move(page, to)
        page.goto(f"{site}/admin/")
        expect(page.locator("#desk-waiting .desk-block__entry")).to_have_count(0)

    assert len(mailoutbox) == 3
    assert statuses(page, site) == [200, 200]
    for language, index in [("", 0), ("/en", 1)]:
        page.goto(f"{site}{language}/news/{SLUG}/")
        suffix = ["zh", "en"][index]
        expect(page.get_by_role("heading", level=1)).to_have_text(TEXTS[f"title_{suffix}"])
        expect(page.get_by_text(ROW[index])).to_be_visible()
    moves = [(each.to_status, each.by.username) for each in edition.transitions.order_by("pk")]
    assert moves == [
        ("first_review", "author"),
        *[(to, reviewer) for reviewer, _language, to in steps],
    ]


@each_language_and_width
def test_the_desk_fits_and_has_no_faults_that_axe_finds(page, site, language, width):
    admin = make_user("admin", password=PASSWORD, is_staff=True, is_superuser=True)
    for status in [Status.FIRST_REVIEW, Status.FINAL_REVIEW]:
        make_edition(status=status, is_proofread=False)
    make_edition(changed_by=admin, title_en="").writers.add(admin)
    back = workflow.move(make_edition(), Status.FIRST_REVIEW, admin)
    reviewer = make_user("reviewer", groups=["first_reviewer"])
    workflow.move(back, Status.RETURNED, reviewer, reason="日期与英文不一致")
    make_public(awaits_confirmation=True)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, site, "admin")
    faults = []
    for scheme in ["light", "dark"]:
        # Before the page, as its links fade from one scheme's colour to the other's.
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{site}/admin/")
        expect(page.locator("#desk-returned .desk-block__note")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for opened in page.locator(".desk__more summary").all():
            opened.click()
        faults += [
            f"{scheme} {fault['id']} {node['target']}"
            for fault in Axe().run(page).response["violations"]
            for node in fault["nodes"]
        ]
    assert faults == []


def test_the_links_of_the_desk_are_followed_with_the_keyboard(quiet_page, site):
    page = quiet_page
    make_edition(status=Status.FIRST_REVIEW)
    sign_in(page, site, "first_reviewer")
    link = page.locator("#desk-waiting .desk-block__action a")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/change/#way-heading$"))
