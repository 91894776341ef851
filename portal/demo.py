"""Fills an empty site with the demonstration content of `fixtures/`.

Every row goes through `full_clean`. Times in the files are local times of the site: fixed
("2022-04-29T10:30") or counted in days from the load ("-3d 09:00", "+7d 09:00"), so that a site
set up today has news of this week and something scheduled.
"""

import csv
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news import images, staleness, versions
from news.models import (
    Column,
    Edition,
    Image,
    Passage,
    Post,
    Proofreading,
    Status,
    Transition,
)
from portal.languages import CONTENT_LANGUAGES
from portal.models import Page, SiteIdentity
from ports.announcement import Both
from ports.grid import Grid, message_of
from ports.models import Mode, Port, StatusChange

FIXTURES = settings.BASE_DIR / "fixtures"
RELATIVE = re.compile(r"([+-]\d+)d (\d\d):(\d\d)")
ACCOUNTS = ["author", "first_reviewer", "second_reviewer", "final_reviewer"]
# Each step on the way to release: what it leads to, which account takes it, and how many hours
# after the edition was begun.
WAY = [
    (Status.FIRST_REVIEW, "author", 1),
    (Status.SECOND_REVIEW, "first_reviewer", 2),
    (Status.FINAL_REVIEW, "second_reviewer", 15),
    (Status.APPROVED, "final_reviewer", 16),
]


class NotEmpty(Exception):
    """The site has content of its own, which a demonstration must not be mixed into."""


def is_empty() -> bool:
    return not any(model.objects.exists() for model in [SiteIdentity, Column, Post, Page, Image])


def load(say: Callable[[str], None] = lambda line: None, fixtures: Path = FIXTURES) -> None:
    """Loads everything or, where something is wrong, nothing; `say` gets a line for each kind.

    Raises NotEmpty on a site that has content, ValidationError for what the models refuse.
    """
    written = []
    try:
        with transaction.atomic():
            if not is_empty():
                raise NotEmpty
            load_identity(fixtures)
            say(_("Site identity: 1"))
            say(_("Ports: %(count)d") % {"count": load_ports(fixtures)})
            days = load_holiday(fixtures, timezone.localtime())
            say(_("Exception days: %(count)d") % {"count": days})
            say(_("Columns: %(count)d") % {"count": load_columns(fixtures)})
            say(_("Pages: %(count)d") % {"count": load_pages(fixtures)})
            say(_("Images: %(count)d") % {"count": load_images(fixtures, written)})
            say(_("Posts: %(count)d") % {"count": load_posts(fixtures, timezone.localtime())})
    except BaseException:
        # The rows are gone with the transaction; the files have to be taken back by hand.
        for file in written:
            file.storage.delete(file.name)
        raise


def moment(text: str, now: datetime) -> datetime:
    """An instant from a fixture; see the module's first lines for the two forms."""
    relative = RELATIVE.fullmatch(text)
    if relative:
        days, hour, minute = (int(part) for part in relative.groups())
        day = now + timedelta(days=days)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return timezone.make_aware(datetime.fromisoformat(text))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def in_languages(item, *fields):
    """The columns of translated fields; a language that the file leaves out stays empty."""
    return {
        f"{field}_{language}": item.get(field, {}).get(language, "")
        for field in fields
        for language in CONTENT_LANGUAGES
    }


def plain(item, *fields):
    return {field: item[field] for field in fields if field in item}


def store(instance, exclude=()):
    instance.full_clean(exclude=exclude)
    instance.save()
    return instance


def load_identity(fixtures):
    item = read(fixtures / "identity.json")
    store(
        SiteIdentity(
            pk=1,
            **in_languages(item, "name", "tagline", "sponsor", "contact"),
            **plain(
                item,
                "domain",
                "identification_code",
                "icp_number",
                "police_number",
                "is_demonstration",
            ),
        )
    )


def load_ports(fixtures):
    for command, name in [("import_ports", "ports.csv"), ("import_port_events", "port_events.csv")]:
        call_command(command, str(fixtures / name), write=True, stdout=StringIO())
    return Port.objects.count() if StatusChange.objects.exists() else 0


def load_holiday(fixtures, now):
    """The exception days of a holiday, typed into the grid as an officer would; how many.

    Recorded when the notice of the post about them was released.
    """
    text = (fixtures / "holiday_schedule_2025_national_day.csv").read_text(encoding="utf-8")
    days = sorted(date.fromisoformat(row["date"]) for row in csv.DictReader(StringIO(text)))
    grid = Grid(days[0], days[-1], Mode.ROAD)
    reading = grid.read(text)
    grid.lay(reading)
    if grid.faults:
        raise ValidationError([message_of(fault) for fault in grid.faults])
    post = read(fixtures / "posts" / "09-national-day-2025-clearance.json")
    rows = grid.new_rows(None, Both(*reading.reason), reading.source)
    for row in rows:
        row.recorded_at = moment(post["editions"][0]["publish_at"], now)
        store(row)
    return len(rows)


def load_columns(fixtures):
    items = read(fixtures / "columns.json")
    for position, item in enumerate(items, start=1):
        store(
            Column(
                position=position,
                **in_languages(item, "name", "description"),
                **plain(item, "slug", "update_interval", "release_rule", "english_deadline"),
            )
        )
    return len(items)


def load_pages(fixtures):
    paths = sorted((fixtures / "pages").glob("*.json"))
    for path in paths:
        item = read(path)
        store(
            Page(
                **in_languages(item, "title", "summary", "body"),
                **plain(item, "slug", "position"),
            )
        )
    return len(paths)


def load_images(fixtures, written):
    items = read(fixtures / "images.json")
    for item in items:
        image = Image(**in_languages(item, "alt", "credit"))
        with (fixtures / "images" / item["file"]).open("rb") as file:
            images.attach(image, file, name=item["file"])
        written += [image.file, image.small]
        store(image)
    return len(items)


def load_posts(fixtures, now):
    found = Found()
    paths = sorted((fixtures / "posts").glob("*.json"))
    for path in paths:
        load_post(read(path), found, now)
    return len(paths)


class Found:
    """What posts refer to, read once. An account that does not exist is None."""

    def __init__(self):
        self.columns = {column.slug: column for column in Column.objects.all()}
        self.ports = {port.slug: port for port in Port.objects.all()}
        self.images = {image.original_name: image for image in Image.objects.all()}
        self.accounts = dict.fromkeys(ACCOUNTS) | {
            user.get_username(): user
            for user in get_user_model().objects.filter(username__in=ACCOUNTS)
        }


def load_post(item, found, now):
    post = Post(slug=item["slug"], column=found.columns[item["column"]])
    post.created_at = begun_at(item["editions"][0], now)
    store(post)
    for number, content in enumerate(item["editions"], start=1):
        edition = load_edition(post, number, content, found, now)
        edition.ports.set([found.ports[slug] for slug in item["ports"]])
    post.latest_edition = edition
    post.save()


def begun_at(content, now):
    if "created_at" in content:
        return moment(content["created_at"], now)
    # Written on the afternoon before its release, or in the past where that is still to come.
    return min(moment(content["publish_at"], now), now) - timedelta(hours=17)


def load_edition(post, number, content, found, now):
    edition = Edition(
        post=post,
        number=number,
        cover=found.images[content["cover"]] if "cover" in content else None,
        created_at=begun_at(content, now),
        **in_languages(content, "title", "summary", "change_note", "author", "editor", "source"),
        **plain(content, "source_language"),
        **{
            field: moment(content[field], now)
            for field in ["publish_at", "withdraw_at"]
            if field in content
        },
    )
    edition.confirm_translations()
    store(edition)
    for position, row in enumerate(content["passages"], start=1):
        load_passage(edition, position, row, found)
    author = found.accounts["author"]
    edition.writers.set([author] if author else [])
    edition.refresh_language_states()
    edition.status = content["status"]
    store(edition)
    steps = list(way_to(edition, content, now))
    load_proofreadings(edition, steps, found)
    load_transitions(edition, steps, found)
    # The editors' lists sort by the last change, which is not the moment of loading.
    changed = steps[-1][-1] if steps else edition.created_at
    Edition.objects.filter(pk=edition.pk).update(
        updated_at=changed, lock_version=edition.lock_version + len(steps)
    )
    return edition


def load_passage(edition, position, row, found):
    passage = Passage(
        edition=edition,
        position=position,
        image=found.images[row["image"]] if "image" in row else None,
        **{f"text_{language}": row.get(language, "") for language in CONTENT_LANGUAGES},
        **plain(row, "kind", "no_counterpart"),
    )
    passage.confirm_translations()
    if "translated_from" in row:
        older = row["translated_from"]
        for language in CONTENT_LANGUAGES:
            if language != edition.source_language:
                setattr(passage, f"fingerprint_{language}", staleness.fingerprint(older))
                setattr(passage, f"confirmed_source_{language}", older)
    store(passage)


def load_proofreadings(edition, steps, found):
    """Chinese was proofread at the first review, English at the second, just before its end."""
    readers = {Status.SECOND_REVIEW: "zh", Status.FINAL_REVIEW: "en"}
    digests = versions.digests_of_languages(edition)
    stage = Status.DRAFT
    for version, (to, account, _reason, at) in enumerate(steps, start=edition.lock_version):
        language = readers.get(to)
        if language and getattr(edition, f"language_state_{language}") != staleness.MISSING:
            store(
                Proofreading(
                    edition=edition,
                    language=language,
                    stage=stage,
                    lock_version=version,
                    digest=digests[language],
                    at=at - timedelta(minutes=10),
                    by=found.accounts[account],
                ),
                exclude=["by"],
            )
        stage = to


def load_transitions(edition, steps, found):
    status = Status.DRAFT
    kept = versions.keep(edition) if steps else None
    for version, (to, account, reason, at) in enumerate(steps, start=edition.lock_version):
        # A site may be filled before it has accounts; then nobody is named.
        store(
            Transition(
                edition=edition,
                from_status=status,
                to_status=to,
                by=found.accounts[account],
                reason=reason,
                at=at,
                lock_version=version,
                version=kept,
            ),
            exclude=["by"],
        )
        status = to


def way_to(edition, content, now):
    """How an edition came to its status: steps of (status, account, reason, instant)."""
    steps = [
        (to, account, "", edition.created_at + timedelta(hours=hours)) for to, account, hours in WAY
    ]
    status = edition.status
    if status == Status.DRAFT:
        return []
    if status == Status.RETURNED:
        _to, reviewer, _reason, at = steps[1]
        return [steps[0], (status, reviewer, content["return_reason"], at)]
    if status == Status.APPROVED:
        return steps
    if status == Status.SUPERSEDED:
        at = moment(content["superseded_at"], now)
        return [*steps, (status, "final_reviewer", "", at)]
    if status == Status.WITHDRAWN:
        reason = content["withdrawal_reason"]
        return [*steps, (status, "final_reviewer", reason, edition.withdraw_at)]
    reached = [to for to, _account, _hours in WAY].index(status)
    return steps[: reached + 1]
