"""Pictures of the public pages: python -m tests.screenshots, which `make screenshots` calls.

A site of its own is filled with the demonstration content; each page is taken in both languages
at 1280 and 390 pixels, into docs/screenshots/.
"""

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.demo_site import demo_site

TARGET = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
# Width and least height; a page that is longer is shown down to twice that.
SIZES = [(1280, 900), (390, 844)]
PAGES = {
    "home": "/",
    "list": "/news/",
    "article": "/news/laoyemiao-freight-resumes/",
    "parallel": "/news/laoyemiao-freight-resumes/parallel/",
    "board": "/ports/?on=2022-04-30",
    "port": "/ports/alashankou/",
    "search": "/search/?q={words}",
    "404": "/nothing-here/",
}
WORDS = {"zh": "口岸 恢复", "en": "port resumes"}


def take(site):
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"],
        )
        for width, height in SIZES:
            page = browser.new_page(viewport={"width": width, "height": height})
            for name, path in PAGES.items():
                for language, prefix in [("zh", ""), ("en", "/en")]:
                    address = site + prefix + path.format(words=WORDS[language])
                    response = page.goto(address, wait_until="networkidle")
                    if response.status == 404 and name != "404":
                        sys.stderr.write(f"not there: {prefix}{path}\n")
                        continue
                    picture = TARGET / f"{name}-{language}-{width}.png"
                    whole = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(whole, 2 * height)})
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=picture)
                    page.set_viewport_size({"width": width, "height": height})
                    # 128 colours are enough for pages, and a quarter of the bytes.
                    Image.open(picture).convert("RGB").quantize(128).save(picture, optimize=True)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(sys.argv[1].rstrip("/"))
    else:
        with (
            tempfile.TemporaryDirectory(prefix="kouan-screenshots-") as folder,
            demo_site(folder, as_in_production=True) as site,
        ):
            take(site)
