"""Uploaded files, given only to those who may see what they belong to."""

from urllib.parse import quote

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from news import preview
from news.models import Attachment, Image, Release
from portal.languages import CONTENT_LANGUAGES

# Names are generated and their files never change, but a withdrawn one must soon be gone.
PUBLIC = "public, max-age=300"
PRIVATE = "private, no-store"


@require_safe
def media(request, name):
    """The file of a picture or an attachment.

    The public gets it while an edition that it belongs to is public in some language; staff who
    may view such objects get it always, and it is then not stored anywhere. For everybody else it
    does not exist. The name is looked up in the database and only then asked of the storage, so
    no other file can be had, whatever the name says. At most two queries for the public.
    """
    # PostgreSQL raises on NUL, and no name holds one.
    found = None if "\x00" in name else image_file(name) or attachment_file(name)
    kind, is_public, original_name = found or (None, False, "")
    # The user is asked for where there is no such file too: else the answer's Vary header would
    # tell a hidden file from a missing one.
    if not is_public and not may_view(request.user, kind) and not has_key(request, name):
        raise Http404("no such file")
    try:
        modified = default_storage.get_modified_time(name)
        size = default_storage.size(name)
        etag = f'"{quote(name)}-{size:x}-{int(modified.timestamp()):x}"'
        response = get_conditional_response(
            request, etag=etag, last_modified=int(modified.timestamp())
        )
        if response is None:
            response = FileResponse(
                default_storage.open(name),
                as_attachment=kind == "attachment",
                filename=original_name or name.rpartition("/")[2],
            )
    except OSError as error:
        raise Http404("no such file") from error
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    response.headers["Cache-Control"] = PUBLIC if is_public else PRIVATE
    return response


def has_key(request, name):
    """Whether the address carries a key to the preview of an edition that shows the file."""
    key = request.GET.get("preview", "")
    return bool(key) and preview.opens_media(key, name)


def may_view(user, kind):
    return (
        user.is_authenticated
        and user.is_active
        and user.is_staff
        and kind is not None
        and (user.has_perm(f"news.view_{kind}") or user.has_perm(f"news.change_{kind}"))
    )


def public_releases(**belonging):
    """Releases of today, in any language, of the edition that `belonging` asks for."""
    now = timezone.now()
    wanted = Q()
    for language in CONTENT_LANGUAGES:
        wanted |= Q(pk__in=Release.objects.public(language, now).filter(**belonging).values("pk"))
    return Release.objects.filter(wanted)


def image_file(name):
    """("image", whether it is public, its name for readers), or None where there is none."""
    image = (
        Image.objects.filter(Q(file=name) | Q(small=name))
        .values_list(
            Exists(public_releases(edition__passages__image=OuterRef(OuterRef("pk"))))
            | Exists(public_releases(edition__cover=OuterRef(OuterRef("pk")))),
        )
        .first()
    )
    return image and ("image", image[0], "")


def attachment_file(name):
    """("attachment", whether it is public, its original name), or None where there is none."""
    attachment = (
        Attachment.objects.filter(file=name)
        .values_list(
            Exists(public_releases(edition__attachments=OuterRef(OuterRef("pk")))),
            "original_name",
        )
        .first()
    )
    return attachment and ("attachment", *attachment)
