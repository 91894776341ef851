"""Measures PDFs: python -m tests.bench.documents [--json]

The demonstration's longest article in one language and in both, a port's page and the calendar of
all ports: CPU time from the request to the document when nobody has asked before, typesetting in
its own process included, and when it lies on disk. All of it is work of one core, so on a machine
with nothing else to do the clock says the same; neighbours do not count. The aims are a first
article in under 3 s and a later one in under 100 ms.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.conditions import site_variables

AIM_FIRST_S = 3
AIM_NEXT_MS = 100
NEXT = 9


def run(folder):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db.models import Count
    from django.test import Client

    from news.models import Release
    from ports.models import Port

    call_command("migrate", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("load_demo", stdout=nowhere)
    longest = (
        Release.objects.public("en").annotate(rows=Count("edition__passages")).order_by("-rows")
    )
    slug, port = longest[0].post.slug, Port.objects.values_list("slug", flat=True)[0]
    client = Client()
    # The first page also reads the templates and the identity of the site.
    client.get(f"/news/{slug}/")
    results = {}
    for name, address in {
        "article": f"/news/{slug}.pdf",
        "article side by side": f"/news/{slug}/parallel.pdf",
        "port": f"/ports/{port}.pdf",
        "calendar": "/ports/calendar.pdf",
    }.items():
        first = seconds(client, address)
        later = median(seconds(client, address) for _time in range(NEXT))
        size = sum(path.stat().st_size for path in Path(folder).glob("pdf/??/*.pdf"))
        results[name] = {"first_s": round(first, 2), "next_ms": round(1000 * later, 1)}
    results["bytes of all"] = size
    return results


def seconds(client, address):
    before = spent()
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} gave {answer.status_code}")
    return spent() - before


def spent():
    usages = map(resource.getrusage, [resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN])
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.documents", description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kouan-bench-") as folder:
        os.environ.update(site_variables(folder), DJANGO_SETTINGS_MODULE="tests.bench.site")
        results = run(folder)
    size = results.pop("bytes of all")
    article = results["article"]
    reached = article["first_s"] < AIM_FIRST_S and article["next_ms"] < AIM_NEXT_MS
    if options.json:
        sys.stdout.write(json.dumps({"documents": results, "reached": reached}, indent=2) + "\n")
        return
    for name, row in results.items():
        sys.stdout.write(
            f"  {name:<22} {row['first_s']:>6.2f} s   next {row['next_ms']:>6.1f} ms\n"
        )
    sys.stdout.write(f"  {size / len(results) / 1024:.0f} KB each\n")
    word = "reached    " if reached else "NOT reached"
    sys.stdout.write(f"  {word} first PDF of an article under {AIM_FIRST_S} s, next from disk\n")


if __name__ == "__main__":
    main()
