"""What a save does to an edition: rows by their keys, fingerprints by one rule.

The form hands over plain values, so a save can be written to the edition it was typed on or to a
new one that takes the place of a frozen one.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from news import models, staleness, workflow
from news.models import (
    CONFIRMED_TEXTS,
    AcceptedFinding,
    Attachment,
    Confirmation,
    Edition,
    Passage,
    Post,
    Status,
)
from portal.languages import CONTENT_LANGUAGES, in_language

TEXTS = CONFIRMED_TEXTS
CONFIRMED_FIELDS = [
    f"{name}_{what}" for name in TEXTS for what in ["fingerprint", "confirmed_source"]
]
TRANSLATED = models.TEXTS
EDITION_FIELDS = [
    *(f"{name}_{language}" for name in TRANSLATED for language in CONTENT_LANGUAGES),
    "source_language",
    "cover",
    "publish_at",
    "withdraw_at",
]
ROW_FIELDS = [
    "kind",
    *(f"text_{language}" for language in CONTENT_LANGUAGES),
    "image",
    "no_counterpart",
]


@dataclass
class Row:
    """A passage as it was typed. `key` is empty for a new one, `place` for one not numbered.

    `unconfirmed` says that both texts changed without anybody having translated: a row whose
    translation was stale was joined to it, or its two texts come from two persons' saves.
    """

    values: dict
    key: str = ""
    place: int | None = None
    still_correct: bool = False
    unconfirmed: bool = False
    deleted: bool = False


@dataclass
class Typed:
    """All that one save says.

    `still_correct` names the texts of `TEXTS` that were confirmed, `unconfirmed` those whose two
    texts come from two persons' saves. `accepted` are findings that this save leaves as they are
    (`news.checking.acceptances`).
    """

    values: dict
    rows: list[Row] = field(default_factory=list)
    ports: list = field(default_factory=list)
    still_correct: set[str] = field(default_factory=set)
    unconfirmed: set[str] = field(default_factory=set)
    accepted: list[AcceptedFinding] = field(default_factory=list)


def confirmation(
    *,
    source_before: str,
    source: str,
    translation_before: str,
    translation_after: str,
    confirmed: str,
    still_correct: bool = False,
    unconfirmed: bool = False,
) -> str | None:
    """What a save says of a translation: the one rule of staleness.

    A translation whose words changed in this save is confirmed against the source as it now
    stands, and so is one that was declared still correct; None says that nothing was confirmed,
    so that a changed source alone makes the translation stale. `confirmed` is the fingerprint
    kept so far. White space, width forms and formatting are not words.
    """
    after = staleness.fingerprint(translation_after)
    if not after:
        return None
    if after != staleness.fingerprint(translation_before) and not unconfirmed:
        return Confirmation.Kind.EDITED
    now = staleness.fingerprint(source)
    if not still_correct or confirmed == now:
        return None
    if staleness.fingerprint(source_before) != now:
        return Confirmation.Kind.MINOR_EDIT
    return Confirmation.Kind.STILL_CORRECT


def next_edition(post, user):
    """Copies a post's latest edition into a new draft with the same keys and confirmations."""
    with transaction.atomic():
        post = Post.objects.select_for_update().get(pk=post.pk)
        old = post.latest_edition
        new = Edition(
            post=post,
            number=old.number + 1,
            **{name: getattr(old, name) for name in EDITION_FIELDS},
            **{
                f"{name}_{language}": getattr(old, f"{name}_{language}")
                for name in [*CONFIRMED_FIELDS, "language_state"]
                for language in CONTENT_LANGUAGES
            },
            changed_by=user,
        )
        # The old edition's times and its note to readers are its own.
        new.publish_at = new.withdraw_at = None
        for language in CONTENT_LANGUAGES:
            setattr(new, f"change_note_{language}", "")
        new.save()
        new.ports.set(old.ports.all())
        new.writers.add(user)
        copied = [*ROW_FIELDS, "key", "position"]
        copied += [
            f"{name}_{language}"
            for name in ["fingerprint", "confirmed_source"]
            for language in CONTENT_LANGUAGES
        ]
        for passage in old.passages.all():
            Passage.objects.create(edition=new, **{name: getattr(passage, name) for name in copied})
        for attachment in old.attachments.all():
            Attachment.objects.create(
                edition=new,
                file=attachment.file.name,
                original_name=attachment.original_name,
                size=attachment.size,
                position=attachment.position,
                **{
                    f"title_{language}": getattr(attachment, f"title_{language}")
                    for language in CONTENT_LANGUAGES
                },
            )
        copy_acceptances(old, new)
        point_to(post, new)
    return new


def copy_acceptances(old, new):
    """Takes along what was accepted in another edition of the same post, with who and when.

    It holds there for as long as the same words stand in the same row.
    """
    names = ["part", "code", "level", "digest", "values", "words_zh", "words_en", "reason"]
    AcceptedFinding.objects.bulk_create(
        AcceptedFinding(
            edition=new, **{name: getattr(each, name) for name in [*names, "by_id", "at"]}
        )
        for each in old.accepted_findings.all()
    )


def point_to(post, edition):
    """Makes an edition the one that the list of posts shows."""
    post.latest_edition = edition
    # Not save(): what is public does not change by it.
    Post.objects.filter(pk=post.pk).update(latest_edition=edition)


@transaction.atomic
def start_post(slug, column, user, typed):
    """A new post with its first edition."""
    post = Post.objects.create(slug=slug, column=column)
    edition = Edition.objects.create(post=post, number=1, changed_by=user)
    point_to(post, edition)
    edition.post = post
    write(edition, typed, user)
    return edition


@transaction.atomic
def save(edition, typed, user, *, lock_version, also_changed=False):
    """Writes what was typed and returns the edition that now holds it.

    A frozen edition is left alone: the text goes into a new draft. One under review goes back to
    draft. Where nothing differs nothing is written. `also_changed` says that something beside
    `typed` changed, such as the attachments. Raises `workflow.Conflict` if the edition was saved
    or moved since `lock_version`, or if a newer one stands in its place.
    """
    Post.objects.select_for_update().get(pk=edition.post_id)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    latest = edition.post.latest_edition
    if latest.pk != edition.pk or edition.lock_version != lock_version:
        raise workflow.Conflict(latest)
    if not also_changed and not differs(edition, typed):
        return edition
    if edition.is_frozen:
        if not user.has_perm("news.change_edition"):
            raise PermissionDenied
        new = next_edition(edition.post, user)
        # Times that were not touched belong to the edition that stays in public.
        for name in ["publish_at", "withdraw_at"]:
            if typed.values.get(name) == getattr(edition, name):
                typed.values[name] = None
        for language in CONTENT_LANGUAGES:
            name = f"change_note_{language}"
            if (typed.values.get(name) or "") == (getattr(edition, name) or ""):
                typed.values[name] = ""
        edition = new
    elif edition.status in workflow.REVIEW_STATUSES:
        edition = workflow.move(edition, Status.DRAFT, user)
    write(edition, typed, user)
    return edition


def differs(edition, typed):
    """Whether a save would change anything."""
    if typed.accepted:
        return True
    for name, value in typed.values.items():
        if (getattr(edition, name) or None) != (value or None):
            return True
    if {port.pk for port in typed.ports} != set(edition.ports.values_list("pk", flat=True)):
        return True
    if any(text_state(edition, name) == staleness.STALE for name in typed.still_correct):
        return True
    passages = {passage.key: passage for passage in edition.passages.all()}
    for row in typed.rows:
        passage = passages.get(row.key)
        if passage is None:
            if not row.deleted:
                return True
            continue
        if row.deleted or (row.place is not None and row.place != passage.position):
            return True
        if any(
            (getattr(passage, name) or None) != (value or None)
            for name, value in row.values.items()
        ):
            return True
        if row.still_correct and staleness.STALE in map(passage.state, CONTENT_LANGUAGES):
            return True
    return False


def text_state(edition, name, language=None):
    """The state of title or summary in the language that it is translated into."""
    languages = [language] if language else CONTENT_LANGUAGES
    states = [
        staleness.translation_state(
            in_language(edition, name, edition.source_language),
            in_language(edition, name, each),
            in_language(edition, f"{name}_fingerprint", each),
        )
        for each in languages
        if each != edition.source_language
    ]
    return states[0] if len(states) == 1 else staleness.overall(states)


@transaction.atomic
def write(edition, typed, user):
    """Writes what was typed onto an edition, whatever its status. Rows it does not name stay."""
    passages = {passage.key: passage for passage in edition.passages.all()}
    if typed.values.get("source_language", edition.source_language) != edition.source_language:
        turn_round(edition, passages.values(), typed.values["source_language"])
    before = {name: getattr(edition, name) for name in edition_texts()}
    for name, value in typed.values.items():
        setattr(edition, name, value)
    log = []
    for name in TEXTS:
        log += _confirm(
            edition,
            edition,
            name,
            before,
            part=name,
            still_correct=name in typed.still_correct,
            unconfirmed=name in typed.unconfirmed,
        )
    edition.changed_by = user
    edition.ports.set(typed.ports)
    edition.writers.add(user)
    order = []
    for index, row in enumerate(typed.rows):
        passage = passages.pop(row.key, None) if row.key else None
        if row.deleted:
            if passage is not None:
                passage.delete()
            continue
        if passage is None:
            # A row that somebody else deleted meanwhile comes back under its old anchor.
            passage = Passage(edition=edition, **({"key": row.key} if row.key else {}))
            was = None
        else:
            passage.edition = edition
            was = passage.position
        before = {
            f"text_{language}": getattr(passage, f"text_{language}")
            for language in CONTENT_LANGUAGES
        }
        for name, value in row.values.items():
            setattr(passage, name, value)
        log += _confirm(
            passage,
            edition,
            "text",
            before,
            part=passage.key,
            still_correct=row.still_correct,
            unconfirmed=row.unconfirmed,
        )
        order.append((*place_key(row.place, was), index, passage))
    order += [
        (passage.position, 0, len(typed.rows) + index, passage)
        for index, passage in enumerate(passages.values())
    ]
    order.sort(key=lambda item: item[:3])
    # Two rows never share a place, not even for a moment: first all go below zero.
    edition.passages.update(position=-F("pk"))
    for position, (*_key, passage) in enumerate(order, start=1):
        passage.position = position
        passage.save()
    edition.updated_at = timezone.now()
    edition.lock_version += 1
    edition.refresh_language_states()
    edition.save()
    now = timezone.now()
    Confirmation.objects.bulk_create(
        Confirmation(edition=edition, by=user, at=now, **said) for said in log
    )
    for each in typed.accepted:
        each.edition, each.at = edition, now
    AcceptedFinding.objects.bulk_create(typed.accepted)


def place_key(place, was):
    """A sort key that lets a moved row arrive at the number typed: before or behind its holder."""
    if place is None:
        return (was, 0) if was is not None else (float("inf"), 0)
    if was is None or place < was:
        return place, -1
    return place, int(place > was)


def _confirm(holder, edition, text, before, *, part, still_correct, unconfirmed):
    """Keeps fingerprint and source with each translation that was confirmed; yields the log."""
    mark, kept = ("fingerprint", "confirmed_source")
    if text in TEXTS:
        mark, kept = f"{text}_{mark}", f"{text}_{kept}"
    source_language = edition.source_language
    source = in_language(holder, text, source_language)
    source_before = before[f"{text}_{source_language}"] or ""
    for language in CONTENT_LANGUAGES:
        if language == source_language:
            continue
        confirmed = in_language(holder, mark, language)
        kind = confirmation(
            source_before=source_before,
            source=source,
            translation_before=before[f"{text}_{language}"] or "",
            translation_after=in_language(holder, text, language),
            confirmed=confirmed,
            still_correct=still_correct,
            unconfirmed=unconfirmed,
        )
        if kind is not None:
            confirmed = staleness.fingerprint(source)
            setattr(holder, f"{mark}_{language}", confirmed)
            setattr(holder, f"{kept}_{language}", source)
            yield {"part": part, "language": language, "kind": kind, "fingerprint": confirmed}
        elif not staleness.fingerprint(in_language(holder, text, language)):
            setattr(holder, f"{mark}_{language}", "")
            setattr(holder, f"{kept}_{language}", "")
        elif (
            unconfirmed
            and confirmed == staleness.fingerprint(source)
            and before[f"{text}_{language}"] != in_language(holder, text, language)
        ):
            # The source was confirmed with another translation than this one.
            setattr(holder, f"{mark}_{language}", "")
            setattr(holder, f"{kept}_{language}", "")
        elif confirmed and confirmed == staleness.fingerprint(source_before):
            # The newest form of the text that was confirmed, and the only one for rows that are
            # older than the column.
            setattr(holder, f"{kept}_{language}", source_before)


def edition_texts():
    return [f"{name}_{language}" for name in TEXTS for language in CONTENT_LANGUAGES]


def turn_round(edition, passages, source):
    """Lets another language be the source: pairs that were current stay so, others do not."""
    old = edition.source_language
    for name in TEXTS:
        current = text_state(edition, name, source) == staleness.CURRENT
        confirmed = in_language(edition, name, source) if current else ""
        setattr(edition, f"{name}_fingerprint_{old}", staleness.fingerprint(confirmed))
        setattr(edition, f"{name}_confirmed_source_{old}", confirmed)
    for passage in passages:
        passage.edition = edition
        current = passage.state(source) == staleness.CURRENT
        confirmed = in_language(passage, "text", source) if current else ""
        setattr(passage, f"fingerprint_{old}", staleness.fingerprint(confirmed))
        setattr(passage, f"confirmed_source_{old}", confirmed)
    edition.source_language = source
