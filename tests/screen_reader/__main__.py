import os
import tempfile

from playwright.sync_api import sync_playwright

from tests.demo_site import demo_site
from tests.screen_reader import FOLDER, logs

with (
    tempfile.TemporaryDirectory(prefix="kouan-screen-reader-") as folder,
    demo_site(folder) as site,
    sync_playwright() as playwright,
):
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
    )
    for name, text in logs(browser.new_page(), site).items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    browser.close()
