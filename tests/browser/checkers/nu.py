"""The Nu HTML checker, once for many pages."""

import json
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.browser.checkers import PACKAGES

JAR = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def faults(pages):
    """`pages` is {name: HTML}; returns {name: [what the checker says]}, warnings included.

    The pages are saved first: the checker refuses to ask this machine for them. One process, as
    the virtual machine takes longer to start than a page to check.
    """
    java = shutil.which("java")
    assert java, "Java is needed: apt-get install default-jre-headless"
    with tempfile.TemporaryDirectory(prefix="kouan-nu-") as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = Path(folder) / f"{number:04}.html"
            path.write_text(html, encoding="utf-8")
            names[path.name] = name
        done = subprocess.run(
            [java, "-Xss8m", "-jar", JAR, "--format", "json", "--Werror", folder],
            capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    try:
        messages = json.loads(done.stderr)["messages"]
    except ValueError:
        raise AssertionError(f"the Nu checker did not run: {done.stderr[-2000:]}") from None
    found = defaultdict(list)
    for message in messages:
        place = message.get("url", "").rpartition("/")[2]
        kind = message.get("subType", message["type"])
        line = message.get("lastLine", "?")
        found[names.get(place, place)].append(f"{kind}, line {line}: {message['message']}")
    # Its exit code and its messages must agree, else one of them is not what it seems.
    assert bool(done.returncode) == bool(found), done.stderr[-2000:]
    return dict(found)
