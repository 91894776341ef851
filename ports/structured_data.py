"""A port in the words of schema.org; `portal.structured_data` has what all pages share."""

from portal.languages import CONTENT_LANGUAGES, in_language
from portal.structured_data import filled
from ports.models import Citation, Confidence, Port

# What an estimated position may be off, as the port's page says too (`ports.facts`).
ESTIMATE_METRES = 10_000


def place(port: Port, build) -> dict:
    """A Place, or an Airport, with its names, its address and as much of a position as is known.

    A position of low confidence is given as a circle: a bare point would be taken for exact.
    Asks for the port's aliases and citations, which its page has read.
    """
    is_airport = port.point_type == Port.PointType.AIRPORT
    names = [in_language(port, "name", code) for code in CONTENT_LANGUAGES]
    names += [port.pinyin, *(alias.text for alias in port.aliases.all())]
    own = build(port.get_absolute_url())
    return filled(
        {
            "@type": "Airport" if is_airport else "Place",
            "@id": own + "#place",
            "name": port.name,
            "alternateName": list(
                dict.fromkeys(name for name in names if name and name != port.name)
            ),
            "description": port.introduction,
            "url": own,
            "address": filled(
                {
                    "@type": "PostalAddress",
                    "addressCountry": "CN",
                    "addressRegion": port.prefecture,
                    "addressLocality": port.county,
                }
            ),
            "geo": _position(port),
        }
    )


def _position(port):
    if port.latitude is None or port.longitude is None:
        return None
    point = filled(
        {
            "@type": "GeoCoordinates",
            "latitude": float(port.latitude),
            "longitude": float(port.longitude),
        }
    )
    confidence = {item.subject: item.confidence for item in port.citations.all()}
    if confidence.get(Citation.Subject.POSITION) != Confidence.LOW:
        return point
    return {"@type": "GeoCircle", "geoMidpoint": point, "geoRadius": ESTIMATE_METRES}
