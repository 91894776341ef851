"""QR codes of addresses, as SVG: black on white with the quiet zone that scanners need."""

import io

from django.http import HttpResponse

from portal.public import revalidated


def svg(address: str) -> bytes:
    """The QR code of an address. Medium correction: paper is folded and stained."""
    import segno

    into = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(into, kind="svg", border=4, scale=1, omitsize=True, light="#fff", xmldecl=False)
    return into.getvalue()


def answer(address: str) -> HttpResponse:
    return revalidated(HttpResponse(svg(address), content_type="image/svg+xml"))
