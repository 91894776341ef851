"""A schematic map: the ports' positions to scale, and nothing else.

An equirectangular projection with the cosine of the middle latitude, so that a kilometre is as long
to the north as to the east in the middle of the picture. No line of a boundary is drawn: only
degrees, which nobody disputes. Pure functions; labels are placed by trying a few places each.

Marks that would lie over one another are moved apart along the line between them, as little as
shows both whole and leaves room for the ring of the keyboard's focus around each.
"""

from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, radians

# A degree of latitude on a sphere of the Earth's mean radius.
KM_A_DEGREE = 111.195
MARK = 7
REACH = 13
GAP = 5
# Between the middles of two marks.
APART = 2 * MARK + 4


@dataclass(frozen=True)
class Point:
    """What is to be placed: degrees, and the words beside the mark."""

    key: str
    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True)
class Place:
    """A mark and its label, in units of the picture. `anchor` is SVG's text-anchor."""

    key: str
    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: str
    # From the mark to a label that stands away from it: (x1, y1, x2, y2), or None.
    leader: tuple | None = None
    # The radius in which a click means this mark.
    reach: float = 0


@dataclass(frozen=True)
class Line:
    """A degree: its place across the picture and its number."""

    at: float
    degree: int


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    text: int
    places: list[Place]
    meridians: list[Line]
    parallels: list[Line]
    # The scale bar: its length in units and in kilometres.
    bar: float
    bar_km: int


def width_of(text: str, size: float) -> float:
    """About as wide as a text is set: a Han character is a square, a letter a bit over half."""
    return sum(size if ord(char) > 0x2E7F else size * 0.58 for char in text)


def picture(points: list[Point], width: int, text: int) -> Picture | None:
    """The map of some points, `width` units wide, with labels of a size; None without points."""
    if not points:
        return None
    south, north = _range([point.latitude for point in points])
    west, east = _range([point.longitude for point in points])
    squeeze = cos(radians((south + north) / 2))
    side, head, foot = text * 2.5, text * 2, text * 4
    unit = (width - 2 * side) / ((east - west) * squeeze)
    # A few ports beside one another would make a strip, above one another a tower.
    unit = min(unit, width / (north - south))
    left = (width - (east - west) * squeeze * unit) / 2
    height = round((north - south) * unit + head + foot)

    def across(longitude):
        return left + (longitude - west) * squeeze * unit

    def down(latitude):
        return head + (north - latitude) * unit

    marks = {
        point.key: (round(across(point.longitude), 1), round(down(point.latitude), 1))
        for point in points
    }
    marks = _apart(marks)
    bar_km = next(
        (km for km in (500, 200, 100, 50, 20, 10, 5) if km / KM_A_DEGREE * unit < width / 3), 2
    )
    bar = bar_km / KM_A_DEGREE * unit
    # The bar's own corner is taken.
    taken = [(0, height - text * 3, bar + text * 5, height)]
    step = 5 if north - south > 4 else 1
    # So are the numbers of the degrees, at the left and the upper edge.
    taken += [
        (0, down(degree) - text * 1.3, text * 2.2, down(degree))
        for degree in _degrees(south, north, step)
    ]
    taken += [
        (across(degree), 0, across(degree) + text * 2.4, text * 1.3)
        for degree in _degrees(west, east, step)
    ]
    return Picture(
        width=width,
        height=height,
        text=text,
        places=_placed(points, marks, width, height, text, taken),
        meridians=[Line(round(across(degree), 1), degree) for degree in _degrees(west, east, step)],
        parallels=[Line(round(down(degree), 1), degree) for degree in _degrees(south, north, step)],
        bar=round(bar, 1),
        bar_km=bar_km,
    )


def _apart(marks):
    """The marks with no two nearer than APART; those that are not near any stay where they are."""
    marks = dict(sorted(marks.items()))
    for _round in range(50):
        near = [
            (one, two)
            for one, two in combinations(marks, 2)
            if hypot(marks[two][0] - marks[one][0], marks[two][1] - marks[one][1]) < APART - 0.2
        ]
        if not near:
            break
        for one, two in near:
            (x, y), (other_x, other_y) = marks[one], marks[two]
            way = hypot(other_x - x, other_y - y)
            # Two in the same place part to the sides.
            to_x, to_y = ((other_x - x) / way, (other_y - y) / way) if way else (1, 0)
            move = max(0, APART - way) / 2
            marks[one] = (x - to_x * move, y - to_y * move)
            marks[two] = (other_x + to_x * move, other_y + to_y * move)
    return {key: (round(x, 1), round(y, 1)) for key, (x, y) in marks.items()}


def _range(values, least=2.0):
    low, high = min(values), max(values)
    if high - low < least:
        middle = (low + high) / 2
        return middle - least / 2, middle + least / 2
    return low, high


def _degrees(low, high, step):
    return [degree for degree in range(-180, 181, step) if low - 0.5 <= degree <= high + 0.5]


def _placed(points, marks, width, height, text, taken):
    """Places for all labels: the most crowded first, each where it covers least."""

    def crowd(point):
        x, y = marks[point.key]
        return sum(1 for other in marks.values() if hypot(other[0] - x, other[1] - y) < text * 6)

    boxes = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks.values()]
    found = {}
    for point in sorted(points, key=lambda each: (-crowd(each), each.key)):
        x, y = marks[point.key]
        choice = min(
            _candidates(x, y, width_of(point.label, text), text),
            key=lambda option: (_cost(option[0], [*boxes, *taken], width, height) + option[1],),
        )
        box, _distance, anchor = choice
        taken.append(box)
        label_x = {"start": box[0], "middle": (box[0] + box[2]) / 2, "end": box[2]}[anchor]
        found[point.key] = Place(
            key=point.key,
            x=x,
            y=y,
            label=point.label,
            label_x=round(label_x, 1),
            # The baseline lies about a fifth of the size above the box's foot.
            label_y=round(box[3] - text * 0.22, 1),
            anchor=anchor,
            leader=_leader(x, y, box),
            reach=_reach(point.key, marks),
        )
    return [found[point.key] for point in points]


def _reach(key, marks):
    """Half the way to the nearest other mark: the reaches of two never overlap."""
    x, y = marks[key]
    ways = [hypot(other[0] - x, other[1] - y) for name, other in marks.items() if name != key]
    return round(min([REACH, *(way / 2 for way in ways)]), 1)


def _candidates(x, y, width, text):
    """(box, cost of its distance, anchor) around a mark, the best readable first."""
    half = text * 0.6
    near = MARK + GAP
    for step in range(12):
        for place, (side, shift) in enumerate(
            [
                *[("start", 0), ("end", 0), ("middle", 1), ("middle", -1)],
                *[("start", 1), ("start", -1), ("end", 1), ("end", -1)],
            ]
        ):
            if side != "middle" and shift == 0 and step > 3:
                continue
            reach = near + step * text * 0.55
            centre = y + shift * (half + reach * 0.8 if side == "middle" else reach)
            if side == "start":
                left = x + (near if shift == 0 else MARK) + (step * text * 0.55 if not shift else 0)
            elif side == "end":
                left = x - (near if shift == 0 else MARK) - width
                left -= step * text * 0.55 if not shift else 0
            else:
                left = x - width / 2
            yield (left, centre - half, left + width, centre + half), place + step * 9, side


def _cost(box, others, width, height):
    outside = max(0, 2 - box[0]) + max(0, box[2] - width + 2)
    outside += max(0, 2 - box[1]) + max(0, box[3] - height + 2)
    covered = sum(overlap(box, other) for other in others)
    return outside * 60 + covered * 12


def overlap(one, other) -> float:
    """The area that two boxes (left, top, right, bottom) share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0


def _leader(x, y, box):
    """A line from the mark to the nearest edge of its label, where it stands away."""
    to_x, to_y = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    distance = hypot(to_x - x, to_y - y)
    if distance < MARK + GAP * 2.2:
        return None
    part = (MARK + 1) / distance
    return tuple(
        round(value, 1) for value in (x + (to_x - x) * part, y + (to_y - y) * part, to_x, to_y)
    )
