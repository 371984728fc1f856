"""Files made for the tests, and blocks written so that they can be compared at a glance."""

import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import typst

from gongkai.report.reading.blocks import Document, Grid, Paragraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def shown(document: Document) -> list[str]:
    """A line for each paragraph and each row of a table; `2x3` after a cell of two rows and three columns."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += [" | ".join(map(_cell, row)) for row in block.rows()]
    return lines


def _cell(cell: object) -> str:
    spans = f" {cell.rowspan}x{cell.colspan}" if (cell.rowspan, cell.colspan) != (1, 1) else ""
    return cell.text.replace("\n", "⏎") + spans


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(body: str, parts: Mapping[str, str | bytes] | None = None, namespace: str = W) -> bytes:
    """A Word document; in `body`, elements without a prefix are Word's own."""
    root = (
        f'<document xmlns="{namespace}" xmlns:w="{namespace}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<body>{body.replace(' val=', ' w:val=')}</body></document>"
    )
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": root, **(parts or {})})


def package(body: str, **beside: str) -> bytes:
    """A Word document that Word itself would open: `beside` are its styles and lists."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    related = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    relation = f'<Relationship Id="r{{0}}" Type="{office}{{0}}" Target="{{1}}"/>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
    override = f'<Override PartName="/word/{{}}.xml" ContentType="{kind}"/>'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + override.format("document", "document.main")
        + "".join(override.format(name, name) for name in beside)
        + "</Types>"
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": related.format(relation.format("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": related.format(
            "".join(relation.format(name, f"{name}.xml") for name in beside)
        ),
        **{f"word/{name}.xml": content for name, content in beside.items()},
    }
    return docx(body + '<sectPr><pgSz w:w="16000" w:h="12000"/></sectPr>', parts)


def part(name: str, content: str) -> str:
    """A part of a Word document beside its body: its styles, its lists."""
    for attribute in ("val", "styleId", "abstractNumId", "numId", "ilvl"):
        content = content.replace(f" {attribute}=", f" w:{attribute}=")
    return f'<{name} xmlns="{W}" xmlns:w="{W}">{content}</{name}>'


def p(text: str, properties: str = "") -> str:
    return f"<p><pPr>{properties}</pPr><r><t>{text}</t></r></p>"


def tc(text: str, properties: str = "") -> str:
    return f"<tc><tcPr>{properties}</tcPr>{p(text)}</tc>"


def table(*rows: str) -> str:
    return "<tbl>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbl>"


def pdf(source: str) -> bytes:
    """A PDF set by typst."""
    preamble = (
        '#set page(width: 400pt, height: 300pt, margin: 30pt)\n#set text(font: "Noto Serif CJK SC", size: 10pt)\n'
    )
    return typst.compile((preamble + source).encode())


def ofd(*pages: str, template: str = "") -> bytes:
    """An OFD of pages of 100 by 100 millimetres, given by the content of their layer."""
    start = '<?xml version="1.0" encoding="UTF-8"?><ofd:{0} xmlns:ofd="http://www.ofdspec.org/2016"'
    body = start + "><ofd:Content><ofd:Layer>{1}</ofd:Layer></ofd:Content></ofd:{0}>"
    used = '<ofd:Template TemplateID="9"/>' if template else ""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages)))
    named = '<ofd:TemplatePage ID="9" BaseLoc="Tpl.xml"/>' if template else ""
    return zipped(
        {
            "OFD.xml": start.format("OFD") + "><ofd:DocBody><ofd:DocInfo><ofd:Title>年报</ofd:Title></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": start.format("Document")
            + f"><ofd:CommonData>{named}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            "Doc_0/Tpl.xml": body.format("Page", template),
            **{f"Doc_0/Pages/{n}.xml": body.format("Page", used + page) for n, page in enumerate(pages)},
        }
    )


def text_object(x: float, y: float, text: str, more: str = "") -> str:
    """Words in type of 4 mm whose first line stands at x, y."""
    step = f'DeltaX="g {len(text) - 1} 4"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - 4} 90 6" Size="4" Font="1" {more}>'
        f'<ofd:TextCode X="0" Y="4" {step}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def path_object(x: float, y: float, data: str, more: str = "") -> str:
    return (
        f'<ofd:PathObject ID="2" Boundary="{x} {y} 100 100" {more}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def converted(data: bytes, folder: Path, name: str, to: str) -> bytes:
    """The same document as LibreOffice saves it."""
    source = folder / name
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"{source.stem}.{to.partition(':')[0]}").read_bytes()
