"""Files for the tests of readers, made in memory: DOCX from XML, PDF from placed lines or from a picture."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

SHARED = Path(__file__).parents[4] / "shared"
"""Real files that are not part of the repository; tests on them skip where they are absent."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Placed = tuple[float, float, str]
"""Points from the left, points from the bottom, a line of text."""


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A DOCX whose body is this XML, beside other parts."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": document, **(parts or {})})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """One paragraph of WordprocessingML."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(pages: Sequence[Sequence[Placed]], *, size: int = 14) -> bytes:
    """A PDF of A4 pages with these lines, in a font whose codes are Unicode."""
    objects = [
        _font(),
        _cid_font(),
        _to_unicode({sign for page in pages for *_, text in page for sign in text}),
    ]
    for page in pages:
        shown = "\n".join(
            f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in page
        )
        objects.append(_stream(shown.encode()))
        objects.append(_page(len(objects) + 2, "/Font << /F1 3 0 R >>"))
    return _file(objects)


def scan(picture: bytes, width: int, height: int) -> bytes:
    """A PDF of one A4 page that shows a grey picture and has no text."""
    image = _stream(
        zlib.compress(picture),
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
        "/BitsPerComponent 8 /Filter /FlateDecode",
    )
    shown = _stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    return _file([image, shown, _page(4, "/XObject << /Im0 3 0 R >>")])


def _page(contents: int, resources: str) -> bytes:
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R "
        f"/Resources << {resources} >> >>"
    ).encode()


def _font() -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Times /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )


def _cid_font() -> bytes:
    return (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times /DW 500 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )


def _to_unicode(signs: set[str]) -> bytes:
    pairs = "\n".join(f"<{ord(sign):04x}> <{ord(sign):04x}>" for sign in sorted(signs))
    return _stream(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(signs)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
        ).encode()
    )


def _stream(data: bytes, entries: str = "") -> bytes:
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects from number 3 on, behind the catalogue and the tree of those that are pages."""
    kids = [f"{number} 0 R" for number, body in enumerate(objects, 3) if b"/Type /Page " in body]
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    tree = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate((catalogue, tree, *objects), 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
