"""An older version of a post as a new draft: its words, rows, pictures, ports, files and findings.

The text goes through `editing.save` like any other, so two persons never write over each other.
What was said of its translations comes back as it was kept: to restore a text is not to translate
it. What is gone from the site by now is left out and named.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news import editing, versions, workflow
from news.models import (
    CONFIRMED_TEXTS,
    REVIEW_STATUSES,
    TEXTS,
    AcceptedFinding,
    Attachment,
    Edition,
    Image,
    Passage,
    Post,
    Transition,
)
from portal.languages import CONTENT_LANGUAGES, content_language, in_language
from ports.models import Port

PERMISSION = "news.change_edition"


@dataclass
class Restored:
    """The edition that now holds the text, and sentences on what could not be brought back.

    `is_same` says that it stood there already, so that nothing was written.
    """

    edition: Edition
    left_out: list[str] = field(default_factory=list)
    is_same: bool = False


@dataclass
class Found:
    """What of a document still exists: pictures and ports by their names, files in the storage."""

    images: dict
    ports: dict
    files: set
    left_out: list[str]


def may(post, user):
    return user.is_active and user.has_perm(PERMISSION) and post.latest_edition_id is not None


def find(document) -> Found:
    """Looks for what a document names; sentences on what is gone or says something else today."""
    pictures = versions.pictures_of(document)
    images = {
        image.file.name: image
        for image in Image.objects.filter(file__in=[each["file"] for each in pictures])
    }
    ports = {
        port.slug: port
        for port in Port.objects.filter(slug__in=[each["slug"] for each in document["ports"]])
    }
    files = {
        each["file"] for each in document["attachments"] if default_storage.exists(each["file"])
    }
    language = content_language()
    sentences = []
    for place, row in enumerate(document["rows"], start=1):
        if row["image"] and row["image"]["file"] not in images:
            has_caption = any(row["text"].values())
            sentence = (
                _("The picture of row %(place)d (%(alt)s) is no longer stored; its caption stays.")
                if has_caption
                else _("The picture of row %(place)d (%(alt)s) is no longer stored.")
            )
            sentences.append(sentence % {"place": place, "alt": row["image"]["alt"][language]})
    if document["cover"] and document["cover"]["file"] not in images:
        sentences.append(_("The cover is no longer stored."))
    for picture in {each["file"]: each for each in pictures}.values():
        image = images.get(picture["file"])
        if image is not None and versions.in_languages(image, "alt") != picture["alt"]:
            sentences.append(
                _("The alternative text of a picture stays as it is today: %(alt)s")
                % {"alt": in_language(image, "alt", language)}
            )
    sentences += [
        _("The port %(name)s is no longer on the site.")
        % {"name": each["name"][language] or each["slug"]}
        for each in document["ports"]
        if each["slug"] not in ports
    ]
    sentences += [
        _("The file %(name)s is no longer stored.") % {"name": each["name"] or each["file"]}
        for each in document["attachments"]
        if each["file"] not in files
    ]
    return Found(images, ports, files, sentences)


@transaction.atomic
def restore(version, user, *, edition, lock_version) -> Restored:
    """Puts the text of a version into the post's draft, or into a new one where there is none.

    `edition` and `lock_version` are the newest edition as the person saw it. What a draft said
    before is kept as a version of its own; one under review goes back to draft. Raises
    `workflow.Conflict` where somebody saved or moved it since, PermissionDenied where the person
    may not.
    """
    post = Post.objects.select_for_update().get(pk=version.edition.post_id)
    latest = Edition.objects.select_for_update().get(pk=post.latest_edition_id)
    if not may(post, user):
        raise PermissionDenied
    if latest.pk != edition.pk or latest.lock_version != lock_version:
        raise workflow.Conflict(latest)
    document = versions.as_document(version)
    before = versions.document_of(latest)
    if not latest.is_frozen and {**document, "number": 0} == {**before, "number": 0}:
        return Restored(latest, is_same=True)
    found = find(document)
    if latest.status in REVIEW_STATUSES:
        latest = workflow.move(latest, workflow.Status.DRAFT, user, _reason(version))
    elif not latest.is_frozen:
        _keep(latest, version, user)
    saved = editing.save(
        latest,
        _typed(document, found, latest, version),
        user,
        lock_version=latest.lock_version,
        also_changed=True,
    )
    _bring_back_confirmations(saved, document)
    _bring_back_files(saved, document, found)
    _bring_back_findings(saved, document)
    return Restored(saved, found.left_out)


def _reason(version):
    # Stored in the language of the person, like any reason that somebody types.
    return _("Replaced by edition %(number)d, version %(digest)s.") % {
        "number": version.edition.number,
        "digest": version.digest[:8],
    }


def _keep(draft, version, user):
    """What a draft says was perhaps never stored: it was not submitted. So nothing is lost."""
    Transition.objects.create(
        edition=draft,
        from_status=draft.status,
        to_status=draft.status,
        at=timezone.now(),
        by=user,
        reason=_reason(version),
        lock_version=draft.lock_version,
        version=versions.keep(draft),
        kind=Transition.Kind.RESTORATION,
    )


def _typed(document, found, latest, version):
    cover = document["cover"]
    values = {
        f"{name}_{language}": document["texts"][name][language]
        for name in TEXTS
        for language in CONTENT_LANGUAGES
    }
    if latest.is_frozen or version.edition_id != latest.pk:
        # A note to readers belongs to the edition that it was written for.
        for language in CONTENT_LANGUAGES:
            kept = "" if latest.is_frozen else in_language(latest, "change_note", language)
            values[f"change_note_{language}"] = kept
    values["source_language"] = document["source_language"]
    values["cover"] = found.images.get(cover["file"]) if cover else None
    rows = [row for row in (_row(row, found) for row in document["rows"]) if row is not None]
    for place, row in enumerate(rows, start=1):
        row.place = place
    keys = {row.key for row in rows}
    rows += [
        editing.Row({}, key=key, deleted=True)
        for key in latest.passages.values_list("key", flat=True)
        if key not in keys
    ]
    return editing.Typed(
        values,
        rows,
        ports=list(found.ports.values()),
        # Nobody translated anything by this save.
        unconfirmed=set(editing.TEXTS),
    )


def _row(row, found):
    image = found.images.get(row["image"]["file"]) if row["image"] else None
    kind = row["kind"]
    if kind == Passage.Kind.FIGURE and image is None:
        if not any(row["text"].values()):
            return None
        kind = Passage.Kind.PARAGRAPH
    values = {
        "kind": kind,
        **{f"text_{language}": row["text"][language] for language in CONTENT_LANGUAGES},
        "image": image,
        "no_counterpart": row["no_counterpart"],
    }
    return editing.Row(values, key=row["key"], unconfirmed=True)


def _bring_back_confirmations(edition, document):
    edition.refresh_from_db()
    for name in CONFIRMED_TEXTS:
        for language in CONTENT_LANGUAGES:
            mark, source = document["confirmed"][name][language]
            setattr(edition, f"{name}_fingerprint_{language}", mark)
            setattr(edition, f"{name}_confirmed_source_{language}", source)
    rows = {row["key"]: row for row in document["rows"]}
    for place, passage in enumerate(edition.passages.order_by("position"), start=1):
        row = rows.get(passage.key)
        if row is None:
            continue
        passage.position = place
        for language in CONTENT_LANGUAGES:
            mark, source = row["confirmed"][language]
            setattr(passage, f"fingerprint_{language}", mark)
            setattr(passage, f"confirmed_source_{language}", source)
        passage.save()
    edition.refresh_language_states()
    edition.save()


def _bring_back_files(edition, document, found):
    wanted = [each for each in document["attachments"] if each["file"] in found.files]
    held = {attachment.file.name: attachment for attachment in edition.attachments.all()}
    for position, each in enumerate(wanted, start=1):
        attachment = held.pop(each["file"], None) or Attachment(
            edition=edition,
            file=each["file"],
            original_name=each["name"],
            size=each["size"],
        )
        attachment.position = position
        for language in CONTENT_LANGUAGES:
            setattr(attachment, f"title_{language}", each["title"][language])
        attachment.save()
    for attachment in held.values():
        attachment.delete()


def _bring_back_findings(edition, document):
    """Copies what was accepted from where the post still has it, with who and when."""
    there = edition.accepted_findings
    names = ["part", "code", "digest", "reason"]
    wanted = {tuple(each[name] for name in names) for each in document["accepted"]}
    wanted -= set(there.values_list(*names))
    for each in AcceptedFinding.objects.filter(edition__post=edition.post).order_by("pk"):
        key = tuple(getattr(each, name) for name in names)
        if key in wanted:
            wanted.discard(key)
            each.pk, each.edition, each._state.adding = None, edition, True
            each.save()
