"""Word documents → blocks: limits first, then a process of its own with limits of its own."""

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from news.manuscript.html import read_html
from news.manuscript.model import Block, Picture, Refused
from news.manuscript.structure import left

MAX_MEMBERS = 1_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
# Small parts of repeated tags pack tighter than any limit and harm nobody.
FREE = 256 * 1024
SECONDS = 10
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHILD = Path(__file__).with_name("docx_child.py")
MEGABYTE = 1024 * 1024
MAX_TAGS = 300_000


def check(data: bytes) -> None:
    """Raises `Refused` unless the bytes are a whole zip archive within the limits."""
    if data.startswith(OLE):
        # A .docx with a password is an old container around the encrypted package.
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused("file.encrypted" if encrypted else "file.old_word")
    if not data.startswith(b"PK\x03\x04"):
        raise Refused("file.broken")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except Exception as error:  # zipfile raises several kinds for crafted directories
        raise Refused("file.broken") from error
    if len(members) > MAX_MEMBERS:
        raise Refused("file.too_many_members", limit=str(MAX_MEMBERS))
    if any(member.flag_bits & 1 for member in members):
        raise Refused("file.encrypted")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED:
        raise Refused("file.too_large_unpacked", limit=str(MAX_UNPACKED // MEGABYTE))
    # Of the archive as a whole too: many small parts make a large one.
    sizes = [(unpacked, len(data))]
    sizes += [(member.file_size, member.compress_size) for member in members]
    if any(size > max(FREE, MAX_RATIO * max(1, packed)) for size, packed in sizes):
        raise Refused("file.packed_too_tightly", limit=str(MAX_RATIO))
    names = {member.filename for member in members}
    if len(names) != len(members):
        raise Refused("file.broken")
    if "[Content_Types].xml" not in names and "word/document.xml" not in names:
        raise Refused("file.not_a_document")
    if not any(name.startswith("word/") for name in names) and "_rels/.rels" not in names:
        raise Refused("file.not_a_document")
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise Refused("file.not_a_document")


def read_docx(data: bytes) -> list[Block]:
    """The blocks of a .docx file. Raises `Refused`; leaves no file or process behind."""
    check(data)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("file.too_slow") from error
    if done.returncode or len(done.stdout) < 8:
        raise Refused("file.too_slow" if done.returncode < 0 else "file.too_intricate")
    length = int.from_bytes(done.stdout[:8], "big")
    answer = json.loads(done.stdout[8 : 8 + length])
    if "refused" in answer:
        raise Refused(answer["refused"])
    at = 8 + length
    pictures = []
    for kind, size in answer["pictures"]:
        pictures.append(Picture(done.stdout[at : at + size], kind))
        at += size
    blocks = read_html(answer["html"], pictures=pictures, max_tags=MAX_TAGS)
    return blocks + [left(text, reason) for text, reason in answer["left"]]
