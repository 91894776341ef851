"""Message catalogues: from what translators write (.po) to what Django reads (.mo).

polib does it, so that a site runs where gettext's programs are not installed. No Django here.
"""

import os
from pathlib import Path

import polib

BASE_DIR = Path(__file__).resolve().parent.parent


class CatalogueError(Exception):
    """A catalogue that cannot be compiled; the text names file and line."""


def sources(base=BASE_DIR):
    """The project's own catalogues, in a fixed order."""
    return sorted(base.glob("*/locale/*/LC_MESSAGES/*.po"))


def outdated(base=BASE_DIR):
    """The catalogues that are newer than what was compiled from them, or were not compiled."""
    return [path for path in sources(base) if _is_outdated(path)]


def _is_outdated(path):
    target = path.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns


def read(path):
    """A catalogue whose every message stands once. Raises CatalogueError."""
    try:
        catalogue = polib.pofile(str(path), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        # polib's own text names the file and the line.
        raise CatalogueError(f"{path}: {error}") from error
    seen = {}
    for entry in catalogue:
        if entry.obsolete:
            continue
        key = (entry.msgctxt, entry.msgid)
        if key in seen:
            raise CatalogueError(
                f"{path}, line {entry.linenum}: {entry.msgid!r} stands already in line {seen[key]}"
            )
        seen[key] = entry.linenum
    return catalogue


def compile_catalogue(path):
    """Writes the .mo beside a .po, whole or not at all. Raises CatalogueError."""
    catalogue = read(path)
    target = path.with_suffix(".mo")
    draft = target.with_suffix(f".mo.{os.getpid()}")
    try:
        catalogue.save_as_mofile(str(draft))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target
