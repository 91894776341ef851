"""Measures a year of calendar for all services: python -m tests.bench.calendar [--json]

The ports of the fixtures, every service with a season, weekdays and hours in its neighbour's time,
and a fortnight of exception days. CPU milliseconds, loading from the database included, the median
of rounds; beside it one instant of each day asked by itself, which is how a page without intervals
would do it. The aim is a year of all services in under 50 ms and a constant number of queries.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import date, time, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from tests.bench.conditions import site_variables

ROOT = Path(__file__).resolve().parent.parent.parent
AIM_MS = 50


def fill():
    """The ports of the fixtures, and a rule and exception days for each of their services."""
    from django.core.management import call_command
    from django.utils import timezone

    from ports.models import ExceptionDay, OpeningRule, Service

    call_command("migrate", verbosity=0)
    for command, name in [("import_ports", "ports"), ("import_port_events", "port_events")]:
        with open(os.devnull, "w") as nowhere:
            path = str(ROOT / "fixtures" / f"{name}.csv")
            call_command(command, path, write=True, stdout=nowhere)
    for service in Service.objects.select_related("port__country"):
        country = service.port.country
        OpeningRule.objects.create(
            service=service,
            valid_from=date(2020, 1, 1),
            season_start="03-15",
            season_end="12-15",
            weekdays="123456",
            opens=time(10),
            closes=time(19),
            time_zone=country.time_zone if country else "Asia/Shanghai",
        )
        for number in range(14):
            ExceptionDay.objects.create(
                service=service,
                date=date(timezone.now().year, 10, 1) + timedelta(number),
                state=["open", "closed"][number % 2],
            )


def year(number):
    """Every day of a year of every service: how many days of services, and how many queries."""
    from django.db import connection

    from ports.models import Service
    from ports.schedule import Schedule

    before = len(connection.queries)
    schedule = Schedule.of(Service.objects.all())
    days = 0
    for service in schedule.services:
        for day in schedule[service].days(date(number, 1, 1), date(number, 12, 31)):
            days += bool(day.state)
    return days, len(connection.queries) - before


def year_by_instants(number):
    from ports.calendar import DAY, midnight
    from ports.models import Service
    from ports.schedule import Schedule

    schedule = Schedule.of(Service.objects.all())
    for service in schedule.services:
        day = date(number, 1, 1)
        while day.year == number:
            schedule[service].state_at(midnight(day) + DAY / 2)
            day += DAY


def measured(action, number, rounds):
    times = []
    for _round in range(rounds):
        start = process_time()
        action(number)
        times.append((process_time() - start) * 1000)
    return times


def run(rounds):
    import django
    from django.db import connection, reset_queries

    django.setup()
    fill()
    connection.force_debug_cursor = True
    days, queries = year(2026)
    connection.force_debug_cursor = False
    reset_queries()
    cold = measured(year, 2025, 1)[0]  # a year that nothing is held of
    warm = measured(year, 2026, rounds)
    instants = measured(year_by_instants, 2026, 3)
    return {
        "days of services": days,
        "queries": queries,
        "ms": round(median(warm), 1),
        "first ms": round(cold, 1),
        "ms by instants": round(median(instants), 1),
        "times as fast": round(median(instants) / median(warm), 1),
        "reached": median(warm) < AIM_MS,
    }


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.calendar", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kouan-bench-") as folder:
        os.environ.update(site_variables(folder), DJANGO_SETTINGS_MODULE="tests.bench.site")
        results = run(options.rounds)
    if options.json:
        sys.stdout.write(json.dumps(results, indent=2) + "\n")
        return
    for name, value in results.items():
        sys.stdout.write(f"  {name:<18} {value}\n")
    sys.stdout.write(f"  {'reached' if results['reached'] else 'NOT reached'}: under {AIM_MS} ms\n")


if __name__ == "__main__":
    main()
