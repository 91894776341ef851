"""Pictures of the public pages, from a site that runs: python -m tests.screenshots [ADDRESS].

Each page in both languages at 1280 and 390 pixels, into docs/screenshots/.
"""

import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

TARGET = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
WIDTHS = [1280, 390]
PAGES = {
    "home": "/",
    "list": "/news/",
    "article": "/news/laoyemiao-freight-resumes/",
    "parallel": "/news/laoyemiao-freight-resumes/parallel/",
    "board": "/ports/?on=2022-04-30",
    "port": "/ports/alashankou/",
    "search": "/search/?q=huoerguosi",
    "404": "/nothing-here/",
}


def take(site):
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"],
        )
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 1000})
            for name, path in PAGES.items():
                for language, prefix in [("zh", ""), ("en", "/en")]:
                    page.goto(site + prefix + path)
                    path_of_picture = TARGET / f"{name}-{language}-{width}.png"
                    page.screenshot(path=path_of_picture)
                    # 256 colours are enough for pages, and a third of the bytes.
                    Image.open(path_of_picture).convert("RGB").quantize(256).save(
                        path_of_picture, optimize=True
                    )
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
