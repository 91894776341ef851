"""Measures the article page with Lighthouse as a phone sees it: python -m tests.bench.lighthouse.

Served as in production, with collected and compressed files. Lighthouse is a Node package; see
tests/browser/checkers/package.json. Scores of speed depend on the machine, the others do not.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.checkers import PACKAGES
from tests.demo_site import demo_site

PAGES = {"zh": "/news/laoyemiao-freight-resumes/", "en": "/en/news/laoyemiao-freight-resumes/"}
AIMS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 99}
FIGURES = [
    *["first-contentful-paint", "largest-contentful-paint", "speed-index"],
    *["total-blocking-time", "cumulative-layout-shift"],
]
# What a plain server on one's own machine cannot have and the proxy before a real site brings.
OF_THE_PROXY = {"is-on-https", "redirects-http", "uses-http2", "modern-http-insight"}


def measure(address, folder):
    """Scores of 0 to 100, the figures of speed as texts and the audits below their best."""
    report = Path(folder) / "lighthouse.json"
    subprocess.run(
        [
            *["node", str(PACKAGES / "lighthouse" / "cli" / "index.js"), address],
            *["--only-categories=accessibility,best-practices,seo,performance"],
            *["--output=json", f"--output-path={report}", "--quiet"],
            "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
        ],
        check=True,
        env={**os.environ, "CHROME_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium")},
    )
    result = json.loads(report.read_text(encoding="utf-8"))
    audits = result["audits"]
    weights = {
        reference["id"]
        for category in result["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    return {
        "scores": {
            name: round(100 * category["score"]) for name, category in result["categories"].items()
        },
        "figures": {name: audits[name]["displayValue"] for name in FIGURES},
        "below": {
            name: audit.get("displayValue") or audit["title"]
            for name, audit in audits.items()
            if audit["score"] is not None and audit["score"] < 1 and name not in OF_THE_PROXY
        },
        "counting": sorted(
            name
            for name in weights
            if audits[name]["score"] is not None and audits[name]["score"] < 1
        ),
    }


def results():
    with (
        tempfile.TemporaryDirectory(prefix="kouan-lighthouse-") as folder,
        demo_site(folder, as_in_production=True) as site,
    ):
        return {language: measure(site + path, folder) for language, path in PAGES.items()}


def main():
    failed = False
    for language, result in results().items():
        scores = ", ".join(f"{name} {score}" for name, score in result["scores"].items())
        sys.stdout.write(f"Lighthouse, article ({language}): {scores}\n")
        for group in ("figures", "below"):
            for name, value in result[group].items():
                sys.stdout.write(f"  {name}: {value}\n")
        failed |= any(result["scores"][name] < aim for name, aim in AIMS.items())
    sys.exit(failed)


if __name__ == "__main__":
    main()
