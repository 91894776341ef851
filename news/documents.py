"""What may be attached to an edition: documents that are what their names say they are."""

import secrets
import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.text import clean_line

MAX_BYTES = 20 * 1024 * 1024
# Office files are archives; a real one has some dozens of members.
MAX_MEMBERS = 1_000
MAX_UNPACKED = 50 * 1024 * 1024
OFFICE_FOLDERS = {".docx": "word/", ".xlsx": "xl/"}
EXTENSIONS = (".pdf", ".docx", ".xlsx", ".csv")


def attach(attachment, upload):
    """Gives a `news.models.Attachment` its file under a generated name. Does not save the row."""
    attachment.original_name = clean_line(PurePath(upload.name).name)[:200]
    attachment.size = upload.size
    upload.seek(0)
    attachment.file.save(f"{secrets.token_hex(12)}{extension(upload.name)}", upload, save=False)


def extension(name):
    return PurePath(name).suffix.lower()


def check(upload):
    """Raises ValidationError unless an upload is a PDF, .docx, .xlsx or .csv of at most 20 MB."""
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."), code="too_large")
    kind = extension(upload.name)
    if kind not in EXTENSIONS:
        raise ValidationError(
            _("Attach a PDF, .docx, .xlsx or .csv file. Other kinds are not taken."), code="kind"
        )
    upload.seek(0)
    if kind == ".pdf":
        sound = upload.read(1024).lstrip().startswith(b"%PDF-")
    elif kind == ".csv":
        sound = _is_text(upload)
    else:
        sound = _is_office(upload, OFFICE_FOLDERS[kind])
    upload.seek(0)
    if not sound:
        raise ValidationError(
            _("This file is not what its name says: it is no sound %(kind)s file."),
            code="not_what_it_says",
            params={"kind": kind},
        )


def _is_text(upload):
    data = upload.read()
    if b"\0" in data:
        return False
    for encoding in ["utf-8", "gb18030"]:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _is_office(upload, folder):
    try:
        with zipfile.ZipFile(upload) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    names = [member.filename for member in members]
    return (
        len(members) <= MAX_MEMBERS
        and sum(member.file_size for member in members) <= MAX_UNPACKED
        and "[Content_Types].xml" in names
        and any(name.startswith(folder) for name in names)
        # Macros make a document a program.
        and not any(name.lower().endswith("vbaproject.bin") for name in names)
    )
