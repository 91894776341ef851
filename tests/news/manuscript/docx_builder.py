"""Word documents for tests, written as raw OOXML so that every oddity can be had.

docx(p("标题", style="Heading1"), p(r("粗", bold=True), r("体")), table([["一", "One"]]))
"""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
STYLES = {
    "Normal": "Normal",
    "Title": "Title",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "WpsHeading1": "标题 1",
    "WpsHeading2": "标题 2",
    "WpsBody": "正文",
}


def r(text, *, bold=False, sup=False, sub=False, size=None, hidden=False):
    """A run. A newline in the text is a line break, a tab a tab. `size` is in points."""
    properties = ""
    properties += "<w:b/>" if bold else ""
    properties += "<w:vanish/>" if hidden else ""
    properties += f'<w:sz w:val="{int(size * 2)}"/>' if size else ""
    properties += '<w:vertAlign w:val="superscript"/>' if sup else ""
    properties += '<w:vertAlign w:val="subscript"/>' if sub else ""
    inner = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    for char, element in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        inner = inner.replace(char, f'</w:t>{element}<w:t xml:space="preserve">')
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def p(*runs, style=None, align=None, numbering=None, outline=None):
    """A paragraph of runs or plain strings. `numbering` is "bullet" or "number"."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        number = {"bullet": 1, "number": 2}[numbering]
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    properties += f'<w:jc w:val="{align}"/>' if align else ""
    properties += f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    inner = "".join(run if run.startswith(("<w:", "<mc:")) else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def inserted(*runs):
    return f'<w:ins w:id="1" w:author="A">{"".join(map(_run, runs))}</w:ins>'


def deleted(text):
    return (
        '<w:del w:id="2" w:author="A"><w:r><w:delText xml:space="preserve">'
        f"{escape(text)}</w:delText></w:r></w:del>"
    )


def _run(text):
    return text if text.startswith("<w:") else r(text)


def link(number, text):
    """A hyperlink to relationship `rId{number}`: give `links={number: address}` to `docx`."""
    return f'<w:hyperlink r:id="rIdL{number}">{r(text)}</w:hyperlink>'


def image(number, alt=""):
    """A picture in its own run; give `images={number: bytes}` to `docx`."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="{number}" name="p" descr={quoteattr(alt)}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:blipFill><a:blip r:embed="rIdI{number}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*paragraphs):
    """A text box as Word 2010 and later write it, without the fallback for older readers."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
        '<a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>'
        f"{''.join(paragraphs)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def cell(*paragraphs, span=None):
    inner = "".join(each if each.startswith("<w:") else p(each) for each in paragraphs)
    properties = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span else ""
    return f"<w:tc>{properties}{inner}</w:tc>"


def table(rows):
    """A table; a cell is a string, or what `cell` gives."""
    made = "".join(
        "<w:tr>"
        + "".join(each if each.startswith("<w:tc>") else cell(*each.split("\n")) for each in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{made}</w:tbl>"


def parts(
    *blocks, images=None, links=None, header="", footer="", comments="", footnotes="", more=""
):
    """The parts of a package by name."""
    images, links = images or {}, links or {}
    relations = "".join(
        f'<Relationship Id="rIdI{number}" Type="{R}/image" Target="media/image{number}.png"/>'
        for number in images
    )
    relations += "".join(
        f'<Relationship Id="rIdL{number}" Type="{R}/hyperlink" Target={quoteattr(address)} '
        'TargetMode="External"/>'
        for number, address in links.items()
    )
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/>'
        "</w:lvl></w:abstractNum>"
        for number, kind in ((1, "bullet"), (2, "decimal"))
    )
    levels += "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (1, 2)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/></w:style>'
        for identifier, name in STYLES.items()
    )
    made = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>"
        ),
        "word/document.xml": (
            f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}{more}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>"
        ),
        "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{levels}</w:numbering>",
    }
    if header:
        made["word/header1.xml"] = f"<w:hdr {NAMESPACES}>{p(header)}</w:hdr>"
    if footer:
        made["word/footer1.xml"] = f"<w:ftr {NAMESPACES}>{p(footer)}</w:ftr>"
    if comments:
        made["word/comments.xml"] = (
            f'<w:comments {NAMESPACES}><w:comment w:id="1">{p(comments)}</w:comment></w:comments>'
        )
    if footnotes:
        made["word/footnotes.xml"] = (
            f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{p(footnotes)}</w:footnote>'
            "</w:footnotes>"
        )
    for number, data in images.items():
        made[f"word/media/image{number}.png"] = data
    return made


def pack(made):
    """A package from its parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in made.items():
            package.writestr(name, data)
    return out.getvalue()


def docx(*blocks, **values):
    """The bytes of a .docx file."""
    return pack(parts(*blocks, **values))
