import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from portal.models import SiteIdentity
from tests.builders import make_public, make_user

PASSWORD = "Corridor-lantern-42"

pytestmark = [pytest.mark.browser]


@pytest.fixture
def site(live_server, transactional_db):
    SiteIdentity.objects.create(
        pk=1, name_zh="口岸", name_en="Kouan", domain="example.org", sponsor_zh="甲", sponsor_en="A"
    )
    for role in ["author", "first_reviewer", "second_reviewer", "final_reviewer"]:
        make_user(role, groups=[role], password=PASSWORD, is_staff=True)
    return live_server.url


def sign_in(page, site, name):
    page.goto(f"{site}/admin/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#login-form [type=submit]").click()
    expect(page.locator("#user-tools")).to_be_visible()


def sign_out(page):
    page.locator("#logout-form button").click()


def retype(page, language, text):
    page.locator(f"#passages-0 [data-cell={language}]").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def what_readers_see(browser, watch, site, slug):
    context = browser.new_context()
    page = watch.on(context.new_page())
    texts = []
    for language in ["", "/en"]:
        assert page.goto(f"{site}{language}/news/{slug}/").status == 200
        texts.append(page.locator("body").inner_text())
    context.close()
    return texts


def test_readers_see_a_change_only_after_three_people_approved_it(quiet_page, browser, watch, site):
    make_public(
        slug="freight",
        title_zh="口岸恢复货运",
        title_en="Freight resumes",
        passages=[("<p>首批货车三日入境。</p>", "<p>The first lorries enter on the 3rd.</p>")],
    )
    page = quiet_page

    sign_in(page, site, "author")
    page.goto(f"{site}/admin/news/post/")
    page.get_by_role("link", name="口岸恢复货运").click()
    retype(page, "zh", "首批货车四日入境。")
    page.locator("[name=_save]").click()

    expect(page.locator(".messagelist")).to_contain_text("第 2 版草稿")
    expect(page.locator("#passages-0 .workbench-state")).to_have_text("译文待更新")

    retype(page, "en", "The first lorries enter on the 4th.")
    page.locator("[name=_submit]").click()

    expect(page.locator("#passages-0 .workbench-state")).to_have_text("译文有效")
    expect(page.locator(".way")).to_contain_text("初审")
    chinese, english = what_readers_see(browser, watch, site, "freight")
    assert "三日" in chinese and "四日" not in chinese
    assert "3rd" in english and "4th" not in english

    address = page.url
    for reviewer in ["first_reviewer", "second_reviewer", "final_reviewer"]:
        sign_out(page)
        sign_in(page, site, reviewer)
        page.goto(address)
        expect(page.locator("#passages-group")).to_contain_text("四日")
        assert "四日" not in what_readers_see(browser, watch, site, "freight")[0]
        while reviewer == "first_reviewer" and page.locator(".proofreading__button").count():
            page.locator(".proofreading__button").first.click()
            expect(page.locator(".messagelist .success")).to_contain_text("已校对")
        page.locator(".moves__list .moves__button").first.click()
        expect(page.locator(".messagelist .success")).to_be_visible()

    chinese, english = what_readers_see(browser, watch, site, "freight")
    assert "四日" in chinese and "三日" not in chinese
    assert "4th" in english and "3rd" not in english


def test_the_form_and_the_list_have_no_faults_that_axe_finds(page, site):
    # Not a quiet page: axe itself tries a style that the policy refuses.
    make_public(title_zh="口岸恢复货运", passages=[("<p>一</p>", "<p>1</p>")] * 3)
    found = {}
    page.goto(f"{site}/admin/login/")
    found["login"] = Axe().run(page)
    sign_in(page, site, "author")
    for name, path in [
        ("index", "/admin/"),
        ("list", "/admin/news/post/"),
        ("add", "/admin/news/edition/add/"),
    ]:
        page.goto(site + path)
        found[name] = Axe().run(page)
    page.goto(f"{site}/admin/news/post/")
    page.get_by_role("link", name="口岸恢复货运").click()
    expect(page.locator("#edition_form")).to_be_visible()
    found["form"] = Axe().run(page)
    address = page.url
    sign_out(page)
    sign_in(page, site, "final_reviewer")
    page.goto(address)
    found["reading"] = Axe().run(page)
    page.goto(address.replace("/change/", "/history/"))
    found["history"] = Axe().run(page)

    faults = {
        f"{name} {fault['id']} {node['target']}"
        for name, results in found.items()
        for fault in results.response["violations"]
        for node in fault["nodes"]
    }
    assert faults == set()


def test_a_row_is_added_with_the_button_and_saved(quiet_page, site):
    edition = make_public(title_zh="口岸恢复货运", passages=[("<p>一</p>", "<p>1</p>")])
    page = quiet_page
    sign_in(page, site, "author")
    page.goto(f"{site}/admin/news/post/")
    page.get_by_role("link", name="口岸恢复货运").click()
    page.get_by_role("button", name="在末尾添加一行").click()
    page.keyboard.type("三")
    page.keyboard.press("Alt+Shift+ArrowUp")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("第 2 版草稿")

    draft = edition.post.editions.get(number=2)
    assert [row.text_zh for row in draft.passages.all()] == ["<p>三</p>", "<p>一</p>"]
