"""Points for what is said relative to a place: a part of it, a distance from it, between two.

Every answer is a point with the radius that the words leave open; nothing here is finer than what it starts from.
"""

from __future__ import annotations

import math

_EARTH_KM = 6371.0
_BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
#: The middle of the half of a disc lies 0.42 of its radius from the disc's; such a half mostly lies within 0.7 of it.
_HALF_SHIFT, _HALF_RADIUS = 0.42, 0.7
#: "30 km from" is rounded and rarely measured: a fifth of it; directions are one of eight (22.5 degrees).
_ROUGH = 0.2
_SLACK = math.tan(math.radians(22.5))

Point = tuple[float, float]


def bearing(words: str) -> float | None:
    """Degrees from north of "south-east", "south eastern" or "southeastern"; None for anything else."""
    return _BEARINGS.get(words.casefold().replace("-", "").replace(" ", "").replace("ern", ""))


def shifted(point: Point, degrees: float, kilometres: float) -> Point:
    """The point so far from another in a direction, over a sphere."""
    latitude, longitude = map(math.radians, point)
    turn, far = math.radians(degrees), kilometres / _EARTH_KM
    north = math.asin(math.sin(latitude) * math.cos(far) + math.cos(latitude) * math.sin(far) * math.cos(turn))
    east = longitude + math.atan2(
        math.sin(turn) * math.sin(far) * math.cos(latitude), math.cos(far) - math.sin(latitude) * math.sin(north)
    )
    return round(math.degrees(north), 4), round((math.degrees(east) + 540.0) % 360.0 - 180.0, 4)


def part(point: Point, radius: float, degrees: float) -> tuple[Point, float]:
    """The half of a disc in a direction ("the country's east"): its rough middle and radius."""
    return shifted(point, degrees, radius * _HALF_SHIFT), round(radius * _HALF_RADIUS, 1)


def at_distance(point: Point, radius: float, kilometres: float, degrees: float | None) -> tuple[Point, float]:
    """So far from a place: on the spot where the direction is said, else anywhere around it."""
    if degrees is None:
        return point, round(radius + kilometres, 1)
    return shifted(point, degrees, kilometres), round(radius + kilometres * (_ROUGH + _SLACK), 1)


def between(one: Point, other: Point) -> tuple[Point, float]:
    """The middle of two points, and half of the way between them."""
    vectors = []
    for latitude, longitude in (one, other):
        a, o = math.radians(latitude), math.radians(longitude)
        vectors.append((math.cos(a) * math.cos(o), math.cos(a) * math.sin(o), math.sin(a)))
    x, y, z = (p + q for p, q in zip(*vectors, strict=True))
    middle = round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)
    cosine = sum(p * q for p, q in zip(*vectors, strict=True))
    return middle, round(_EARTH_KM * math.acos(max(-1.0, min(1.0, cosine))) / 2, 1)
