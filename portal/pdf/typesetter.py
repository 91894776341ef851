"""Run as a process of its own by `portal.pdf.typeset`: HTML on standard input, a PDF out.

It runs isolated (`python -I`) and imports nothing of the site. Its input is 8 bytes of length, that
much JSON ({"html", "css", "identifier", "pictures": [[address, length], …]}), then the pictures one
after another. What it may use of time and memory is set before the first byte is read, and no
address is fetched: there are the pictures that came with the text and nothing else.
"""

import io
import json
import logging
import re
import resource
import sys

MEMORY = 2 * 1024 * 1024 * 1024
SECONDS = 35
LARGEST_FILE = 64 * 1024 * 1024
ORIGIN = "kouan:"


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # The index of fonts is all that it writes.
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main():
    limit()
    data = sys.stdin.buffer.read()
    length = int.from_bytes(data[:8], "big")
    asked = json.loads(data[8 : 8 + length])
    at = 8 + length
    pictures = {}
    for address, size in asked["pictures"]:
        pictures[address] = data[at : at + size]
        at += size
    sys.stdout.buffer.write(
        typeset(asked["html"], asked["css"], pictures, asked["identifier"].encode())
    )


def typeset(html, css, pictures, identifier):
    import weasyprint
    from weasyprint.pdf import tags
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url, headers)
            body, kind = printable(pictures[url.removeprefix(ORIGIN)])
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    complaints = Complaints()
    logging.getLogger("weasyprint").addHandler(complaints)
    tags._build_box_tree = in_its_language(tags._build_box_tree)
    fetcher = Fetcher(allowed_protocols=["data"])
    page = weasyprint.HTML(string=html, base_url=ORIGIN, url_fetcher=fetcher)
    root = page.etree_element
    # WeasyPrint makes a document without either and says nothing.
    title = root.findtext(".//title") or ""
    if not root.get("lang") or not title.strip():
        raise SystemExit("a document needs a language and a title")
    made = page.write_pdf(
        stylesheets=[weasyprint.CSS(string=css, url_fetcher=fetcher)],
        pdf_variant="pdf/ua-1",
        pdf_identifier=identifier,
        optimize_images=False,
    )
    if complaints.said:
        raise SystemExit("\n".join(complaints.said))
    return made


class Complaints(logging.Handler):
    """What would leave a document with boxes for characters or a picture without its words."""

    GRAVE = ("no required alt", "Missing required")
    # Latin, Chinese punctuation, Han, full-width forms: that a font lacks one of them means that
    # it is not there. A box for some emoji is no reason to have no document.
    EXPECTED = [(0x20, 0x24F), (0x3000, 0x303F), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF)]

    def __init__(self):
        super().__init__(logging.WARNING)
        self.said = []

    def emit(self, record):
        message = record.getMessage()
        missing = re.search(r"\.notdef glyph .*\(U\+([0-9A-F]+)\)", message)
        number = int(missing.group(1), 16) if missing else 0
        is_font_missing = any(first <= number <= last for first, last in self.EXPECTED)
        if is_font_missing or any(words in message for words in self.GRAVE):
            self.said.append(message)
        else:
            sys.stderr.write(message + "\n")


def in_its_language(build):
    """WeasyPrint's maker of the tag tree, with the language of each element and the scope of heads.

    WeasyPrint leaves both out; without the language a passage is read in the voice of another one.
    """
    import pydyf

    def wrapped(box, parent, *arguments):
        own = None
        if getattr(box, "element", None) is not None and "::" not in (box.element_tag or ""):
            own = box.element
        for element in build(box, parent, *arguments):
            if own is not None:
                language = own.get("lang")
                if language and "Lang" not in element:
                    element["Lang"] = pydyf.String(language)
                scope = SCOPES.get(own.get("scope"))
                if scope and element["S"] == "/TH":
                    element["A"]["Scope"] = scope
            yield element

    return wrapped


SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}


def printable(data):
    """A picture as PDF takes it as it is: photographs as JPEG. (bytes, content type)

    WeasyPrint would store a WebP photograph as bare pixels, ten times as large.
    """
    if data.lstrip()[:1] == b"<":
        return data, "image/svg+xml"
    if data[:3] == b"\xff\xd8\xff":
        return data, "image/jpeg"
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = 50_000_000
    with Image.open(io.BytesIO(data), formats=("PNG", "WEBP", "GIF")) as picture:
        if picture.mode in {"RGBA", "LA", "P"}:
            flat = Image.new("RGB", picture.size, "white")
            layer = picture.convert("RGBA")
            flat.paste(layer, mask=layer.getchannel("A"))
        else:
            flat = picture.convert("RGB")
        into = io.BytesIO()
        flat.save(into, "JPEG", quality=86, optimize=True)
    return into.getvalue(), "image/jpeg"


if __name__ == "__main__":
    main()
