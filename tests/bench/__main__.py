"""Measures pages against a plain Django site with the same words, in one run.

python -m tests.bench [--posts 20000] [--rounds 7] [--json]

CPU milliseconds a request through all middleware, the median of rounds in which both sites take
turns. The aims are those of the first release: a fresh article and the first page of a list five
times as fast as the plain site and the home page four times, page 500 at most 1.2 times page 1;
and a year of calendar of all services in under 50 ms (`tests.bench.calendar`).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.conditions import site_variables

ROOT = Path(__file__).resolve().parent.parent.parent
CHANGELIST = {"kouan": "/admin/news/post/", "floor": "/admin/floor/post/"}


class Site:
    def __init__(self, which, posts, folder):
        self.which = which
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.worker", which, str(posts)],
            cwd=ROOT,
            env={**os.environ, **site_variables(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.facts = self.read()["addresses"]

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the {self.which} site stopped; its error stands above")
        return json.loads(line)

    def measure(self, paths, times):
        self.process.stdin.write(json.dumps([paths, times]) + "\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


def pages(facts):
    """What is asked, by name: the paths taken in turn; those of the admin differ by site."""
    deep = min(500, facts["pages"])
    return {
        "article": [f"/news/{slug}/" for slug in facts["articles"]],
        "list page 1": ["/news/"],
        f"list page {deep}": [f"/news/?page={deep}"],
        "home": ["/"],
        "changelist": None,
    }


def run(posts, rounds, times):
    with tempfile.TemporaryDirectory(prefix="kouan-bench-") as folder:
        sites = []
        (Path(folder) / "static").mkdir()
        try:
            sites.append(Site("kouan", posts, folder))
            sites.append(Site("floor", posts, folder))
            wanted = pages(sites[0].facts)
            results = {name: {site.which: [] for site in sites} for name in wanted}
            for round_number in range(rounds + 1):
                for name, paths in wanted.items():
                    for site in sites:
                        asked = paths or [CHANGELIST[site.which]]
                        answer = site.measure(asked, times)
                        if answer["statuses"] != [200]:
                            raise SystemExit(f"{site.which}: {asked[0]} gave {answer['statuses']}")
                        if round_number:  # the first one warms up
                            results[name][site.which].append(answer)
        finally:
            for site in sites:
                site.close()
    return {
        name: {
            which: {
                "ms": round(median(answer["ms"] for answer in answers), 2),
                "queries": answers[-1]["queries"],
                "bytes": answers[-1]["bytes"],
            }
            for which, answers in measured.items()
        }
        for name, measured in results.items()
    }


def run_calendar():
    """The figures of `tests.bench.calendar`, by name."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.calendar", "--json"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(done.stdout)


def aims(results, calendar):
    """(aim, figure, whether it is reached) of the first release's aims."""
    deep = next(name for name in results if name.startswith("list page") and name != "list page 1")

    def times_floor(name):
        return results[name]["floor"]["ms"] / results[name]["kouan"]["ms"]

    slower = results[deep]["kouan"]["ms"] / results["list page 1"]["kouan"]["ms"]
    queries = results["article"]["kouan"]["queries"]
    return [
        (
            "article at least 5 × floor",
            round(times_floor("article"), 1),
            times_floor("article") >= 5,
        ),
        ("article at most 4 queries", queries, queries <= 4),
        (
            "list page 1 at least 5 × floor",
            round(times_floor("list page 1"), 1),
            times_floor("list page 1") >= 5,
        ),
        ("home at least 4 × floor", round(times_floor("home"), 1), times_floor("home") >= 4),
        (f"{deep} at most 1.2 × page 1", round(slower, 2), slower <= 1.2),
        ("year of calendar in under 50 ms", calendar["ms"], calendar["reached"]),
    ]


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--times", type=int, default=20, help="requests in a round")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = run(options.posts, options.rounds, options.times)
    calendar = run_calendar()
    reached = aims(results, calendar)
    if options.json:
        aim_rows = [{"aim": a, "figure": f, "reached": bool(r)} for a, f, r in reached]
        found = {"posts": options.posts, "pages": results, "calendar": calendar, "aims": aim_rows}
        write(json.dumps(found, indent=2))
        return
    write(f"{options.posts} posts; CPU ms a request (queries), floor beside it")
    for name, row in results.items():
        ours, floor = row["kouan"], row["floor"]
        write(
            f"  {name:<14} {ours['ms']:>8.2f} ({ours['queries']:>2})"
            f"   floor {floor['ms']:>8.2f} ({floor['queries']:>2})"
            f"   {floor['ms'] / ours['ms']:>5.1f} times"
        )
    write(
        f"  {'calendar year':<14} {calendar['ms']:>8.2f} ({calendar['queries']:>2})"
        f"   by day {calendar['ms by instants']:>7.2f}     "
        f"   {calendar['times as fast']:>5.1f} times"
    )
    for aim, figure, is_reached in reached:
        write(f"  {'reached    ' if is_reached else 'NOT reached'} {aim}: {figure}")


def write(line):
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
