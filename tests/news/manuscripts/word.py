"""Word files out of small declarations, so that the corpus holds no archive.

A declaration is {"body": [block, ...], "header": [paragraph, ...], "footer": [paragraph, ...]}.

A block is a paragraph, {"p": runs, "style": "Title", "list": "decimal" | "bullet" | "article",
"level": 0}, a bare string for a plain paragraph, or {"table": [[cell, ...], ...]} with a string or
a list of paragraphs for a cell.

Runs are a string or a list of strings and of {"t": text, "bold": true, "italic": true,
"font": name, "colour": "FF0000", "size": half points, "link": address, "inserted": true,
"deleted": true, "comment": text}, {"image": alt text} or {"box": text}. A newline in a text is a
soft line break, a tab a tab.
"""

import struct
import zipfile
import zlib
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Style id and shown name: Word's own ids, and the bare numbers that WPS gives its Chinese ones.
STYLES = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Caption": "caption",
    "Quote": "Quote",
    "2": "标题 1",
    "3": "标题 2",
}
LISTS = {"decimal": (1, "decimal", "%1."), "bullet": (2, "bullet", "•")}
LISTS["article"] = (3, "chineseCountingThousand", "（%1）")
CHANGE = 'w:author="editor" w:date="2024-05-06T08:00:00Z"'


def png(shade):
    """A picture of 4 by 3 points in one grey."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + bytes([shade]) * 4 for _ in range(3))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 3, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Document:
    def __init__(self, declaration):
        self.declaration = declaration
        self.links, self.images, self.comments = [], [], []

    def text(self, text, tag="w:t"):
        parts = []
        for character in text:
            if character in "\n\t":
                parts.append({"\n": "<w:br/>", "\t": "<w:tab/>"}[character])
            elif parts and not parts[-1].startswith("<"):
                parts[-1] += character
            else:
                parts.append(character)
        return "".join(
            part
            if part.startswith("<w:")
            else f'<{tag} xml:space="preserve">{escape(part)}</{tag}>'
            for part in parts
        )

    def run(self, run):
        if isinstance(run, str):
            return f"<w:r>{self.text(run)}</w:r>"
        if "image" in run:
            return self.image(run["image"])
        if "box" in run:
            return self.box(run["box"])
        look = "".join(
            [
                '<w:rFonts w:eastAsia="{0}" w:ascii="{0}"/>'.format(run["font"])
                if "font" in run
                else "",
                "<w:b/>" if run.get("bold") else "",
                "<w:i/>" if run.get("italic") else "",
                f'<w:color w:val="{run["colour"]}"/>' if "colour" in run else "",
                f'<w:sz w:val="{run["size"]}"/>' if "size" in run else "",
            ]
        )
        tag = "w:delText" if run.get("deleted") else "w:t"
        look = f"<w:rPr>{look}</w:rPr>" if look else ""
        xml = f"<w:r>{look}{self.text(run['t'], tag)}</w:r>"
        if run.get("inserted"):
            xml = f'<w:ins w:id="90" {CHANGE}>{xml}</w:ins>'
        if run.get("deleted"):
            xml = f'<w:del w:id="91" {CHANGE}>{xml}</w:del>'
        if "link" in run:
            self.links.append(run["link"])
            xml = f'<w:hyperlink r:id="rIdLink{len(self.links)}">{xml}</w:hyperlink>'
        if "comment" in run:
            self.comments.append(run["comment"])
            number = len(self.comments)
            xml = (
                f'<w:commentRangeStart w:id="{number}"/>{xml}<w:commentRangeEnd w:id="{number}"/>'
                f'<w:r><w:commentReference w:id="{number}"/></w:r>'
            )
        return xml

    def image(self, alt):
        self.images.append(alt)
        number = len(self.images)
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="270000"/>'
            f'<wp:docPr id="{number}" name="Picture {number}" descr={quoteattr(alt)}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="p{number}.png"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdImage{number}"/></pic:blipFill>'
            "<pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def box(self, text):
        """A text box as Word writes it: the shape, and the same again for older readers."""
        content = f"<w:txbxContent>{self.paragraph(text)}</w:txbxContent>"
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
            '<wp:extent cx="360000" cy="270000"/><wp:docPr id="80" name="Text Box"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
            f'wordprocessingShape"><wps:wsp><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )

    def paragraph(self, block):
        if not isinstance(block, dict):
            block = {"p": block}
        runs = block["p"] if isinstance(block["p"], list) else [block["p"]]
        look = f'<w:pStyle w:val="{block["style"]}"/>' if "style" in block else ""
        if "list" in block:
            number, level = LISTS[block["list"]][0], block.get("level", 0)
            look += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        if "align" in block:
            look += f'<w:jc w:val="{block["align"]}"/>'
        look = f"<w:pPr>{look}</w:pPr>" if look else ""
        return f"<w:p>{look}{''.join(self.run(run) for run in runs if run)}</w:p>"

    def block(self, block):
        if not (isinstance(block, dict) and "table" in block):
            return self.paragraph(block)
        rows = "".join(
            "<w:tr>{}</w:tr>".format(
                "".join(
                    "<w:tc><w:tcPr/>{}</w:tc>".format(
                        "".join(map(self.paragraph, cell if isinstance(cell, list) else [cell]))
                    )
                    for cell in row
                )
            )
            for row in block["table"]
        )
        grid = "<w:gridCol/>" * len(block["table"][0])
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def parts(self):
        """{path in the archive: bytes}"""
        body = "".join(map(self.block, self.declaration["body"]))
        relations = [
            ("rIdStyles", "styles", "styles.xml", ""),
            ("rIdNum", "numbering", "numbering.xml", ""),
        ]
        overrides = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
        parts, section = {}, ""
        for place in ["header", "footer"]:
            if place in self.declaration:
                root = "hdr" if place == "header" else "ftr"
                text = "".join(map(self.paragraph, self.declaration[place]))
                parts[f"word/{place}1.xml"] = f"{XML}<w:{root} {NAMESPACES}>{text}</w:{root}>"
                relations.append((f"rId{place}", place, f"{place}1.xml", ""))
                section += f'<w:{place}Reference w:type="default" r:id="rId{place}"/>'
                overrides[f"{place}1"] = place
        if self.comments:
            notes = "".join(
                f'<w:comment w:id="{number}" {CHANGE}>{self.paragraph(note)}</w:comment>'
                for number, note in enumerate(self.comments, start=1)
            )
            parts["word/comments.xml"] = f"{XML}<w:comments {NAMESPACES}>{notes}</w:comments>"
            relations.append(("rIdComments", "comments", "comments.xml", ""))
            overrides["comments"] = "comments"
        for number, _ in enumerate(self.images, start=1):
            parts[f"word/media/p{number}.png"] = png(40 * number % 256)
            relations.append((f"rIdImage{number}", "image", f"media/p{number}.png", ""))
        for number, address in enumerate(self.links, start=1):
            relations.append((f"rIdLink{number}", "hyperlink", address, ' TargetMode="External"'))
        parts["word/document.xml"] = (
            f"{XML}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr>"
            "</w:body></w:document>"
        )
        parts["word/styles.xml"] = f"{XML}<w:styles {NAMESPACES}>" + "".join(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
            for key, name in STYLES.items()
        )
        parts["word/styles.xml"] += "</w:styles>"
        kinds = "".join(
            f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
            for number, form, text in LISTS.values()
        )
        numbers = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            for number, _, _ in LISTS.values()
        )
        parts["word/numbering.xml"] = (
            f"{XML}<w:numbering {NAMESPACES}>{kinds}{numbers}</w:numbering>"
        )
        parts["word/_rels/document.xml.rels"] = (
            f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="{key}" Type="{RELATIONSHIP}/{kind}" '
                f"Target={quoteattr(target)}{mode}/>"
                for key, kind, target, mode in relations
            )
            + "</Relationships>"
        )
        parts["_rels/.rels"] = (
            f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{RELATIONSHIP}/officeDocument" Target="word/document.xml"/></Relationships>'
        )
        parts["[Content_Types].xml"] = (
            f'{XML}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            + "".join(
                f'<Override PartName="/word/{part}.xml" ContentType="{MAIN}.{kind}+xml"/>'
                for part, kind in overrides.items()
            )
            + "</Types>"
        )
        return {
            path: part if isinstance(part, bytes) else part.encode() for path, part in parts.items()
        }


def docx(declaration):
    """The bytes of the Word file that a declaration describes."""
    parts = Document(declaration).parts()
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in ["[Content_Types].xml", *sorted(parts.keys() - {"[Content_Types].xml"})]:
            archive.writestr(path, parts[path])
    return file.getvalue()


def plain(declaration):
    """Every text that a reader of the file sees: what stands, nothing deleted, no comment."""

    def of_runs(runs):
        for run in runs if isinstance(runs, list) else [runs]:
            if isinstance(run, str):
                yield run
            elif not run.get("deleted"):
                yield run.get("t") or run.get("box") or ""

    def of_block(block):
        if isinstance(block, dict) and "table" in block:
            for cell in (cell for row in block["table"] for cell in row):
                for paragraph in cell if isinstance(cell, list) else [cell]:
                    yield from of_block(paragraph)
        else:
            yield from of_runs(block["p"] if isinstance(block, dict) else block)

    blocks = [
        *declaration["body"],
        *declaration.get("header", []),
        *declaration.get("footer", []),
    ]
    return "\n".join(text for block in blocks for text in of_block(block))
