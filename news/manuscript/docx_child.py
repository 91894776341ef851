"""Run as a process of its own by `docx.py`: a .docx on standard input, simple HTML out.

It runs isolated (`python -I`), so it imports nothing of the site. What it may use of time, memory
and files is set before the first byte is read. Its answer is 8 bytes of length, that much JSON
({"html", "left", "pictures"} or {"refused"}), then the pictures one after another.
"""

import codecs
import importlib
import json
import re
import resource
import sys
import zipfile
from html import escape, unescape
from io import BytesIO

MEMORY = 1024 * 1024 * 1024
SECONDS = 8
MAX_PART = 20 * 1024 * 1024
MAX_PICTURES = 200
NOT_IN_FILE = "image.not_in_file"
# Those that the others would load only when they are used are named too.
MODULES = [
    *("mammoth", "defusedxml.ElementTree", "defusedxml.common", "xml.etree.ElementTree"),
    *("xml.dom.minidom", "xml.dom.expatbuilder", "xml.dom.pulldom", "xml.parsers.expat"),
]
ENCODINGS = [
    *("cp437", "ascii", "latin-1", "cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"),
    *("utf-16-be", "utf-32", "gb2312", "gbk", "gb18030", "big5"),
]
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
STRICT = [
    (b"purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    (b"purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    (b"purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    (b"purl.oclc.org/ooxml/drawingml/main", "a"),
    (b"purl.oclc.org/ooxml/drawingml/picture", "pic"),
    (b"purl.oclc.org/ooxml/officeDocument/math", "m"),
]
# What mammoth reads; other elements that hold text are opened up, else it would drop their text.
KNOWN = {
    *("body", "p", "r", "t", "tbl", "tr", "tc", "hyperlink", "ins", "moveTo", "smartTag", "sdt"),
    *(
        "sdtContent",
        "customXml",
        "pict",
        "drawing",
        "object",
        "txbxContent",
        "document",
        "footnotes",
    ),
    *("footnote", "endnotes", "endnote", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"),
}


def w(name, prefix="w"):
    return f"{{{NAMESPACES[prefix]}}}{name}"


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Mammoth recurses some frames a level; what is nested deeper than this is no manuscript.
    sys.setrecursionlimit(3_000)


def close():
    """Loads what is needed, then takes away every further file, socket and process.

    What is open already (standard input and output) stays so.
    """
    for name in MODULES:
        importlib.import_module(name)
    # Names of members and parts of XML are in one of these; each is a file that Python loads late.
    for name in ENCODINGS:
        codecs.lookup(name)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


class Refusal(Exception):
    pass


class Source:
    """The parts of the package, with what mammoth would stumble over or drop put right."""

    def __init__(self, data):
        self.package = zipfile.ZipFile(BytesIO(data))
        self.names = set(self.package.namelist())
        self.left = []
        self.main = self.find_main()
        folder, _, name = self.main.rpartition("/")
        self.folder = folder
        self.relations_name = f"{folder}/_rels/{name}.rels"
        self.targets = self.relations(self.relations_name)
        self.chunks = self.imported()

    def xml(self, name):
        from defusedxml import ElementTree
        from defusedxml.common import DefusedXmlException

        if self.package.getinfo(name).file_size > MAX_PART:
            raise Refusal("file.too_intricate")
        data = self.package.read(name)
        for uri, prefix in STRICT:
            data = data.replace(b"http://" + uri, NAMESPACES[prefix].encode())
        try:
            return ElementTree.fromstring(data, forbid_dtd=True)
        except DefusedXmlException:
            raise Refusal("file.dangerous") from None
        except ElementTree.ParseError:
            raise Refusal("file.broken") from None

    def find_main(self):
        if "_rels/.rels" in self.names:
            for relation in self.xml("_rels/.rels"):
                target = relation.get("Target", "").lstrip("/")
                if relation.get("Type", "").endswith("/officeDocument") and target in self.names:
                    return target
        if "word/document.xml" in self.names:
            return "word/document.xml"
        raise Refusal("file.not_a_document")

    def relations(self, name):
        if name not in self.names:
            return {}
        return {
            relation.get("Id"): (
                relation.get("Target", ""),
                relation.get("TargetMode") == "External",
            )
            for relation in self.xml(name)
        }

    def imported(self):
        """The names of parts in other formats that Word takes in when it opens the file."""
        if self.relations_name not in self.names:
            return set()
        targets = [
            relation.get("Target", "")
            for relation in self.xml(self.relations_name)
            if relation.get("Type", "").endswith("/aFChunk")
        ]
        return {self.path(target) for target in targets} & self.names

    def path(self, target):
        return target.lstrip("/") if target.startswith("/") else f"{self.folder}/{target}"

    def is_picture(self, identifier):
        target, external = self.targets.get(identifier, ("", True))
        return not external and self.path(target) in self.names

    def has_data(self, blip):
        return self.is_picture(blip.get(w("embed", "r")))

    def leave(self, text, reason):
        text = re.sub(r"\s+", " ", text).strip()
        if text:
            self.left.append([text, reason])

    def repacked(self):
        """The package as mammoth gets it, in memory."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name in sorted(self.names):
                base = name.rsplit("/", 1)[-1]
                if name == self.main or base in {"footnotes.xml", "endnotes.xml"}:
                    root = self.xml(name)
                    self.prepare(root)
                    target.writestr(name, serialise(root))
                elif base in {"styles.xml", "numbering.xml", "[Content_Types].xml"}:
                    target.writestr(name, serialise(self.xml(name)))
                elif name.endswith(".rels"):
                    root = self.xml(name)
                    for relation in list(root):
                        is_link = relation.get("Type", "").endswith("/hyperlink")
                        if relation.get("TargetMode") == "External" and not is_link:
                            root.remove(relation)
                    target.writestr(name, serialise(root))
                elif "/media/" in name:
                    target.writestr(name, self.package.read(name))
                elif re.fullmatch(r"(header|footer)\d*\.xml", base):
                    self.margin(self.xml(name))
                elif name in self.chunks:
                    self.chunk(name)
                elif re.search(r"/(?:diagrams/data|charts/chart)\w*\.xml$", name):
                    self.graphic(self.xml(name))
                elif base == "comments.xml":
                    for comment in self.xml(name):
                        self.leave(words(comment), "word.comment")
        out.seek(0)
        return out

    def margin(self, root):
        for paragraph in root.iter(w("p")):
            text = words(paragraph).strip()
            number = re.fullmatch(r"[-—–\s]*(第\s*)?\d*(\s*页)?[-—–\s]*", text)
            self.leave(text, "page.number" if number else "page.header")

        for art in root.iter(w("textpath", "v")):
            self.leave(art.get("string", ""), "page.header")

    def graphic(self, root):
        """Leaves the words of a diagram or chart, each once; every element is looked at once."""
        found = []
        waiting = [(root, None)]
        while waiting:
            element, line = waiting.pop()
            if element.tag == w("p", "a") or (element.tag == w("t", "a") and line is None):
                line = []
                found.append(line)
            if element.tag == w("t", "a"):
                line.append(element.text or "")
            elif element.tag == w("v", "c"):
                found.append([element.text or ""])
            # Of numbers a chart shows the marks of its axis.
            if element.tag != w("numCache", "c"):
                waiting += [(child, line) for child in reversed(element)]
        for text in dict.fromkeys("".join(line) for line in found):
            self.leave(text, "word.unplaced")

    def chunk(self, name):
        if self.package.getinfo(name).file_size > MAX_PART:
            raise Refusal("file.too_intricate")
        data = self.package.read(name)
        if data.startswith(b"PK") or name.endswith((".docx", ".rtf", ".mht")):
            self.leave(name.rsplit("/", 1)[-1], "word.unplaced")
            return
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030", "replace")
        text = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", text)
        self.leave(unescape(re.sub(r"<[^<>]*>", " ", text)), "word.unplaced")

    def prepare(self, root):
        stack = [root]
        while stack:
            parent = stack.pop()
            place = 0
            while place < len(parent):
                replaced = self.instead(parent[place])
                if replaced is None:
                    stack.append(parent[place])
                    place += 1
                else:
                    parent[place : place + 1] = replaced

    def instead(self, element):
        """What takes an element's place; None where it stays."""
        tag = element.tag
        if tag in {w("del"), w("moveFrom")}:
            if element.get(w("id")) is None and len(element) == 0:
                return None  # the mark of a deleted paragraph, in its properties
            self.leave(words(element, deleted=True), "word.deleted")
            return []
        if tag == w("r"):
            return self.instead_of_run(element)
        if tag == w("fldSimple"):
            if re.match(r"\s*(PAGE|NUMPAGES)\b", element.get(w("instr"), "")):
                self.leave(words(element), "page.number")
                return []
            return list(element)
        if tag == w("ruby"):
            for over in element.findall(w("rt")):
                self.leave(words(over), "word.unplaced")
            return [part for base in element.findall(w("rubyBase")) for part in base]
        if tag == w("AlternateContent", "mc"):
            choice = element.find(w("Choice", "mc"))
            fallback = element.find(w("Fallback", "mc"))
            made = drawing(choice) if choice is not None else []
            if made:
                return made
            if choice is not None and words(choice).strip() or fallback is None:
                return list(choice if choice is not None else [])
            return list(fallback)
        if tag == w("textpath", "v"):
            self.leave(element.get("string", ""), "word.unplaced")
            return []
        if tag == w("drawing") and element.find(f".//{w('txbxContent')}") is not None:
            return drawing(element)
        if tag in {w("oMath", "m"), w("oMathPara", "m")}:
            text = "".join(part.text or "" for part in element.iter(w("t", "m")))
            return [run_of(text)] if text else []
        if tag == w("drawing") and not any(map(self.has_data, element.iter(w("blip", "a")))):
            described = element.find(f".//{w('docPr', 'wp')}")
            self.leave(described.get("descr", "") if described is not None else "", NOT_IN_FILE)
            return None
        if tag == w("tc"):
            # Mammoth drops what stands in a cell that is merged with the one above it.
            properties = element.find(w("tcPr"))
            merged = properties.find(w("vMerge")) if properties is not None else None
            goes_on = merged is not None and merged.get(w("val"), "continue") == "continue"
            if goes_on and words(element).strip():
                properties.remove(merged)
            return None
        if tag == w("blip", "a"):
            identifier = element.get(w("embed", "r"))
            if identifier is None or not self.is_picture(identifier):
                target = self.targets.get(element.get(w("link", "r")), ("", True))[0]
                self.leave(target, NOT_IN_FILE)
                return []
        if tag == w("imagedata", "v") and not self.is_picture(element.get(w("id", "r"))):
            return []
        if tag == w("hyperlink") and element.get(w("id", "r")) not in self.targets:
            element.attrib.pop(w("id", "r"), None)
        if tag == w("gridSpan") and not re.fullmatch(r"[1-9]\d?", element.get(w("val"), "")):
            return []
        if tag == w("sym") and not re.fullmatch("[0-9A-Fa-f]{1,5}", element.get(w("char"), "")):
            return []
        if tag in {w("footnoteReference"), w("endnoteReference"), w("commentReference")}:
            return []
        if tag == w("pPr"):
            level = element.find(w("outlineLvl"))
            if level is not None and level.get(w("val"), "") in set("012345"):
                style = element.find(w("pStyle"))
                if style is None:
                    style = element.makeelement(w("pStyle"), {})
                    element.insert(0, style)
                style.set(w("val"), f"KouanHeading{int(level.get(w('val'))) + 1}")
        prefix, _, name = tag.rpartition("}")
        if (
            prefix == w("").rpartition("}")[0]
            and name not in KNOWN
            and next(element.iter(w("t")), None) is not None
        ):
            return list(element)
        return None

    def instead_of_run(self, run):
        properties = run.find(w("rPr"))
        if properties is not None:
            hidden = properties.find(w("vanish"))
            if hidden is not None and hidden.get(w("val"), "1") not in {"0", "false"}:
                self.leave(words(run), "word.hidden")
                return []
        return None


def drawing(element):
    """The text boxes and pictures of a drawing, in forms that mammoth reads."""
    made = []
    for inner in element.iter(w("txbxContent")):
        box = inner.makeelement(w("pict"), {})
        outer = inner.makeelement(w("textbox", "v"), {})
        outer.append(inner)
        box.append(outer)
        made.append(box)
    described = element.find(f".//{w('docPr', 'wp')}")
    for picture in element.iter(w("pic", "pic")):
        inline = picture.makeelement(w("inline", "wp"), {})
        if described is not None:
            inline.append(described)
        graphic = picture.makeelement(w("graphic", "a"), {})
        data = picture.makeelement(w("graphicData", "a"), {})
        data.append(picture)
        graphic.append(data)
        inline.append(graphic)
        outer = picture.makeelement(w("drawing"), {})
        outer.append(inline)
        made.append(outer)
    return made


def run_of(text):
    from xml.etree.ElementTree import Element, SubElement

    run = Element(w("r"))
    SubElement(run, w("t")).text = text
    return run


def serialise(root):
    from xml.etree.ElementTree import tostring

    return tostring(root, encoding="utf-8", xml_declaration=True)


def words(element, deleted=False):
    out = []
    for part in element.iter():
        if part.tag == w("t") or (part.tag == w("delText") and deleted):
            out.append(part.text or "")
        elif part.tag in {w("p"), w("br"), w("tab")}:
            out.append(" ")
    return "".join(out)


def heading_levels(source):
    """The heading level of each paragraph style: by name, outline or the style it is based on."""
    name = f"{source.folder}/styles.xml"
    if name not in source.names:
        return {}
    own, parents = {}, {}
    for style in source.xml(name).iter(w("style")):
        identifier = style.get(w("styleId"))
        called = style.find(w("name"))
        called = (called.get(w("val"), "") if called is not None else "").strip().lower()
        parent = style.find(w("basedOn"))
        parents[identifier] = parent.get(w("val")) if parent is not None else None
        outline = style.find(f"{w('pPr')}/{w('outlineLvl')}")
        number = re.fullmatch(r"(?:heading|标题|標題)\s*([1-9])", called)
        if called in {"title", "标题", "標題"}:
            own[identifier] = 1
        elif number:
            own[identifier] = min(int(number[1]), 6)
        elif called in {"subtitle", "副标题", "normal", "正文"}:
            own[identifier] = 0
        elif outline is not None and outline.get(w("val"), "") in set("012345"):
            own[identifier] = int(outline.get(w("val"))) + 1
    levels = {}
    for identifier in parents:
        at, seen = identifier, set()
        while at in parents and at not in own and at not in seen:
            seen.add(at)
            at = parents[at]
        if own.get(at):
            levels[identifier] = own[at]
    return levels


class Writer:
    """Mammoth's document as simple HTML, which `html.py` reads like any other."""

    def __init__(self, document, levels):
        self.document = document
        self.levels = levels
        self.out = []
        self.pictures = []
        self.left = []
        self.total = 0

    def write(self):
        self.body_size = self.usual_size()
        self.blocks(self.document.children)
        notes = getattr(self.document.notes, "_notes", {})
        for note in notes.values():
            writer = Writer(self.document, {})
            writer.body_size = 0
            writer.blocks(note.body)
            text = re.sub(r"<[^>]+>", " ", "".join(writer.out))
            self.left.append([re.sub(r"\s+", " ", unescape(text)).strip(), "word.note"])

    def usual_size(self):
        sizes = {}
        for paragraph in self.document.children:
            for run in getattr(paragraph, "children", []):
                size = getattr(run, "font_size", None)
                sizes[size or 10.5] = sizes.get(size or 10.5, 0) + 1
        return max(sizes, key=sizes.get) if sizes else 10.5

    def blocks(self, elements):
        for element in elements:
            kind = type(element).__name__
            if kind == "Paragraph":
                self.paragraph(element)
            elif kind == "Table":
                self.table(element)
            elif hasattr(element, "children"):
                self.blocks(element.children)

    def table(self, table):
        self.out.append("<table>")
        for row in table.children:
            head = getattr(row, "is_header", False)
            self.out.append("<tr>")
            for cell in getattr(row, "children", []):
                tag = "th" if head else "td"
                spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
                spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
                self.out.append(f"<{tag}{spans}>")
                self.blocks(cell.children)
                self.out.append(f"</{tag}>")
            self.out.append("</tr>")
        self.out.append("</table>")

    def paragraph(self, paragraph):
        pieces = [[]]
        self.inline(paragraph.children, pieces, {})
        level = self.level(paragraph)
        for piece in pieces:
            if isinstance(piece, str):
                self.out.append(piece)
                continue
            text = "".join(words for words, *_ in piece)
            if not text.strip():
                continue
            rank = level or self.rank(paragraph, piece, text)
            attributes = ""
            if paragraph.alignment in {"center", "right", "end"}:
                align = "center" if paragraph.alignment == "center" else "right"
                attributes = f' align="{align}"'
            numbering = paragraph.numbering
            if numbering is not None and not rank:
                depth = int(numbering.level_index) + 1
                ordered = " decimal" if numbering.is_ordered else ""
                attributes += f' style="mso-list:l0 level{min(depth, 9)}{ordered}"'
            tag = f"h{rank}" if rank else "p"
            inner = "".join(self.run(*part) for part in piece)
            self.out.append(f"<{tag}{attributes}>{inner}</{tag}>")

    def level(self, paragraph):
        marked = re.fullmatch(r"KouanHeading(\d)", paragraph.style_id or "")
        if marked:
            return int(marked[1])
        level = self.levels.get(paragraph.style_id, 0)
        if level:
            return level
        # A style that is used without being defined keeps its usual name.
        named = re.fullmatch(r"(?:Heading|标题)\s?([1-6])", paragraph.style_id or "")
        if named and paragraph.style_name is None:
            return int(named[1])
        return 1 if paragraph.style_id == "Title" and paragraph.style_name is None else 0

    def rank(self, paragraph, piece, text):
        """The level of what only looks like a heading: larger than the text, short, centred."""
        text = text.strip()
        if len(text) > 160 or re.search(r"[。；;，,]$|[a-z)]\.$", text) or not self.body_size:
            return 0
        shown = [part for part in piece if part[0].strip()]
        size = min(part[1].get("size") or 10.5 for part in shown)
        centred = paragraph.alignment == "center"
        bold = all(part[1].get("bold") for part in shown)
        if size >= self.body_size + 4 and (centred or bold):
            return 1
        return 2 if centred and bold and size > self.body_size else 0

    def inline(self, elements, pieces, form):
        for element in elements:
            kind = type(element).__name__
            if kind == "Text":
                self.put(pieces, element.value, form)
            elif kind == "Run":
                inner = dict(form)
                strong = (element.style_name or "").lower() in {"strong", "要点"}
                inner["bold"] = element.is_bold or strong
                inner["size"] = element.font_size
                inner["position"] = {"superscript": "sup", "subscript": "sub"}.get(
                    element.vertical_alignment, ""
                )
                self.inline(element.children, pieces, inner)
            elif kind == "Hyperlink":
                self.inline(element.children, pieces, {**form, "href": element.href or ""})
            elif kind == "Tab":
                self.put(pieces, "\t", form)
            elif kind == "Break":
                if element.break_type == "line":
                    self.put(pieces, "\n", form)
                else:
                    pieces.append([])
            elif kind == "Checkbox":
                self.put(pieces, "☑" if element.checked else "☐", form)
            elif kind == "Image":
                pieces += [self.picture(element), []]
            elif kind in {"Paragraph", "Table"}:
                before, self.out = self.out, []
                self.blocks([element])
                made, self.out = "".join(self.out), before
                pieces += [made, []]
            elif hasattr(element, "children"):
                self.inline(element.children, pieces, form)

    @staticmethod
    def put(pieces, text, form):
        if isinstance(pieces[-1], str):
            pieces.append([])
        pieces[-1].append((text, form))

    @staticmethod
    def run(text, form):
        out = escape(text).replace("\n", "<br>")
        if form.get("position"):
            out = f"<{form['position']}>{out}</{form['position']}>"
        if form.get("bold") and text.strip():
            out = f"<b>{out}</b>"
        if form.get("href"):
            out = f'<a href="{escape(form["href"])}">{out}</a>'
        return out

    def picture(self, image):
        with image.open() as file:
            data = file.read()
        self.total += len(data)
        if len(self.pictures) >= MAX_PICTURES:
            raise Refusal("file.too_intricate")
        self.pictures.append((image.content_type or "", data))
        alt = escape(image.alt_text or "")
        return f'<img src="part:{len(self.pictures) - 1}" alt="{alt}">'


def convert(data):
    import mammoth

    source = Source(data)
    levels = heading_levels(source)
    seen = []

    def keep(document):
        seen.append(document)
        return document.copy(children=[])

    mammoth.convert_to_html(source.repacked(), transform_document=keep)
    writer = Writer(seen[0], levels)
    writer.write()
    return {"html": "".join(writer.out), "left": source.left + writer.left}, writer.pictures


def main():
    limit()
    close()
    pictures = []
    try:
        answer, pictures = convert(sys.stdin.buffer.read())
        answer["pictures"] = [[kind, len(data)] for kind, data in pictures]
    except Refusal as refusal:
        answer = {"refused": str(refusal)}
    except (RecursionError, MemoryError):
        answer = {"refused": "file.too_intricate"}
    except Exception:  # whatever a crafted package makes zipfile, expat or mammoth raise
        answer = {"refused": "file.broken"}
    said = json.dumps(answer).encode()
    out = sys.stdout.buffer
    out.write(len(said).to_bytes(8, "big") + said)
    if "refused" not in answer:
        for _, data in pictures:
            out.write(data)
    out.flush()


if __name__ == "__main__":
    main()
