#!/usr/bin/env python3
"""Draws the ten digits of the demonstration: strokes of a round pen on 28x28 pixels, written as PGM files.

The strokes are our own; each is a list of points in a 20x20 box that stands in the middle of the picture.
"""
import math
import pathlib


def arc(cx, cy, rx, ry, start, end, steps=24):
    """Points on an ellipse, angles in degrees, clockwise from the right."""
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]


STROKES = {
    0: [arc(10, 10, 5.5, 8.5, -90, 270)],
    1: [[(8, 4), (11, 1.5), (11, 18.5)]],
    2: [arc(10, 6, 5.2, 4.8, 190, 380) + [(5, 17.8)], [(5, 17.8), (15.8, 17.4)]],
    3: [arc(9.2, 5.8, 4.8, 4.2, 200, 450), arc(9.2, 14.1, 5.4, 4.4, 270, 510)],
    4: [[(6, 2), (4.6, 10.5), (14.5, 10)], [(13.4, 2.5), (12.6, 18.5)]],
    5: [[(14.6, 2), (6.4, 2), (5.8, 8.8)], [(5.8, 8.8)] + arc(9.2, 13, 5.2, 5, 240, 500)],
    6: [[(12.5, 1.5), (7.5, 7)] + arc(9.8, 13.2, 4.8, 5, 200, 180 - 360)],
    7: [[(4.5, 2.5), (15.5, 2.5), (9, 18.5)]],
    8: [arc(10, 5.6, 4, 4.1, 90, 450), arc(10, 14.2, 4.8, 4.5, -90, 270)],
    9: [arc(9.6, 6.6, 4.6, 4.7, 0, 360), [(14.2, 6.6), (12.8, 18.5)]],
}


def distance(px, py, a, b):
    """From a point to a segment."""
    (ax, ay), (bx, by) = a, b
    length = (bx - ax) ** 2 + (by - ay) ** 2
    t = 0 if length == 0 else max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay))


def draw(strokes, radius=1.25):
    """White on black, the pen's edge softened over one pixel."""
    pixels = bytearray()
    for y in range(28):
        for x in range(28):
            px, py = x + 0.5 - 4, y + 0.5 - 4
            nearest = min(distance(px, py, a, b) for s in strokes for a, b in zip(s, s[1:]))
            pixels.append(round(255 * max(0, min(1, radius + 0.5 - nearest))))
    return bytes(pixels)


if __name__ == "__main__":
    folder = pathlib.Path(__file__).parent / "digits"
    folder.mkdir(exist_ok=True)
    for digit, strokes in STROKES.items():
        (folder / f"{digit}.pgm").write_bytes(b"P5\n28 28\n255\n" + draw(strokes))
