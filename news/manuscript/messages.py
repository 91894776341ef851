"""What is said to editors, by code; the Django side words it: gettext(MESSAGES[code]) % values."""


def gettext_noop(text: str) -> str:
    """Marks a message for the catalogue. Django's own would bring Django into this package."""
    return text


MESSAGES: dict[str, str] = {
    # Refusals: why a file is not read, and what to do.
    "file.empty": gettext_noop("The file is empty."),
    "file.too_large": gettext_noop("The file is larger than %(limit)s MB."),
    "file.unknown_kind": gettext_noop(
        "Files of this kind are not read. Give a .docx, .html, .txt or .md file."
    ),
    "file.old_word": gettext_noop(
        "This is a file of an old kind (.doc or .wps). Open it in Word or WPS and save it as .docx."
    ),
    "file.encrypted": gettext_noop(
        "The file is protected by a password. Save it without a password and try again."
    ),
    "file.broken": gettext_noop(
        "The file is damaged or not what its name says. Save it again as .docx and try again."
    ),
    "file.not_a_document": gettext_noop(
        "This is no Word document inside. Save the manuscript as .docx and try again."
    ),
    "file.too_many_members": gettext_noop(
        "The file holds more than %(limit)s parts, which no manuscript does."
    ),
    "file.too_large_unpacked": gettext_noop("Unpacked, the file is larger than %(limit)s MB."),
    "file.packed_too_tightly": gettext_noop(
        "A part of the file unpacks to over %(limit)s times its size, which no manuscript does."
    ),
    "file.dangerous": gettext_noop(
        "The file declares entities, which can be used for attacks. Save it again as .docx."
    ),
    "file.too_intricate": gettext_noop(
        "The file is too intricate to be read. Copy its text and paste it instead."
    ),
    "file.too_slow": gettext_noop(
        "Reading the file took too long. Copy its text and paste it instead."
    ),
    "text.too_large": gettext_noop("The text is longer than %(limit)s characters."),
    # Why a piece of a manuscript stands in no row.
    "read.title": gettext_noop("read as the title"),
    "read.date": gettext_noop("read as the date"),
    "read.source": gettext_noop("read as the source"),
    "read.author": gettext_noop("read as the author"),
    "read.editor": gettext_noop("read as the editor"),
    "read.staff": gettext_noop("names somebody for whom the page has no line"),
    "read.header": gettext_noop("read as date, source, author or editor"),
    "title.repeated": gettext_noop("the title once more"),
    "page.furniture": gettext_noop("belongs to the web page, not to the text"),
    "page.header": gettext_noop("header or footer of the printed page"),
    "page.number": gettext_noop("page number"),
    "table.header": gettext_noop("heads the columns of the two languages"),
    "table.number": gettext_noop("numbers the rows of the table"),
    "list.label": gettext_noop("says which language follows"),
    "letter": gettext_noop("belongs to the letter that the text came in"),
    "text.end": gettext_noop("marks the end of the text"),
    "comment": gettext_noop("a comment in the source of the text"),
    "separator": gettext_noop("a line of signs that parts the text"),
    "word.deleted": gettext_noop("deleted by a tracked change"),
    "word.hidden": gettext_noop("hidden text"),
    "word.comment": gettext_noop("comment of a reviewer"),
    "word.note": gettext_noop("footnote or endnote: put it into the text where it is needed"),
    "word.unplaced": gettext_noop("stands in a part of the document that can't be placed"),
    "image.not_in_file": gettext_noop("picture that is not in the manuscript itself"),
    "image.repeated": gettext_noop(
        "another description of a picture that stands in the text twice"
    ),
}
