"""Paper from printer bytes: a small ESC/POS reader, written from the command descriptions alone.

It shares nothing with the program's own encoder and decoder. Whatever it does not know is an
error, so that no unexpected byte goes by unseen.

    paper.py BYTES FOLDER     writes every cut piece of paper as FOLDER/slip-N.png and its number
                              alone as FOLDER/number-N.png; prints how many pieces there are
"""

import pathlib
import struct
import sys
import zlib

WIDTH_DOTS = 576
# A row gap that separates two lines of text, and white kept around a picture for its reader.
GAP_ROWS, BORDER = 6, 24
# A printed dot is a one, a white point of a picture is.
INVERTED = bytes(255 - byte for byte in range(256))

# Bytes that follow a command's two and have no effect on the dots.
SILENT = {
    b"\x1ba": 1, b"\x1bE": 1, b"\x1b3": 1, b"\x1bt": 1, b"\x1bc": 2,
    b"\x1c.": 0, b"\x1da": 1, b"\x1dr": 1, b"\x1dI": 1, b"\x1d!": 1,
}


class Torn(Exception):
    """The bytes end inside a command."""


class Printer:
    """A print head of `WIDTH_DOTS` dots over paper that is cut into pieces."""

    def __init__(self, is_strict=True):
        self.pieces, self.rows = [], []
        self.unit_is_dot = False
        self.margin = 0
        # A printer that is not strict ignores zeros, and types what it does not know.
        self.is_strict, self.typed = is_strict, []

    def feed(self, rows):
        if rows and not self.unit_is_dot:
            raise ValueError("a feed in unknown units: GS P did not come first")
        self.rows += [bytes(WIDTH_DOTS // 8)] * rows

    def print_dots(self, width, height, dots):
        right = WIDTH_DOTS - self.margin - width * 8
        if right < 0:
            raise ValueError(f"a picture of {width * 8} dots at {self.margin} of {WIDTH_DOTS}")
        for row in range(height):
            line = int.from_bytes(dots[row * width:(row + 1) * width], "big") << right
            self.rows.append(line.to_bytes(WIDTH_DOTS // 8, "big"))

    def cut(self):
        if any(any(row) for row in self.rows):
            self.pieces.append(self.rows)
        self.rows = []

    def take(self, data):
        """Acts on every whole command; bytes that end inside one are forgotten."""
        position = 0
        try:
            while position < len(data):
                try:
                    position = self.command(data, position)
                except ValueError:
                    if self.is_strict:
                        raise
                    self.typed.append((len(self.pieces), position))
                    position += 1
        except Torn:
            pass

    def command(self, data, at):
        def part(offset, length):
            piece = data[at + offset:at + offset + length]
            if len(piece) < length:
                raise Torn
            return piece

        if data[at] == 0 and not self.is_strict:
            return at + 1
        head = part(0, 2)
        if head == b"\x10\x04" or head == b"\x10\x05":          # DLE EOT n, DLE ENQ n
            part(2, 1)
            return at + 3
        if head == b"\x1b@":                                      # ESC @: empties the line buffer
            self.unit_is_dot = False
            self.margin = 0
            return at + 2
        if head == b"\x1dP":                                      # GS P x y: units of 1/x, 1/y inch
            self.unit_is_dot = part(2, 2)[1] == 203
            return at + 4
        if head == b"\x1dL":                                      # GS L nL nH: left margin, in units
            self.margin = struct.unpack("<H", part(2, 2))[0]
            if self.margin and not self.unit_is_dot:
                raise ValueError("a margin in unknown units: GS P did not come first")
            return at + 4
        if head == b"\x1bJ":                                      # ESC J n: feeds n units
            self.feed(part(2, 1)[0])
            return at + 3
        if head == b"\x1dv":                                      # GS v 0 m xL xH yL yH dots
            kind, mode, width, height = struct.unpack("<BBHH", part(2, 6))
            if (kind, mode) != (0x30, 0):
                raise ValueError(f"raster mode {kind} {mode}")
            self.print_dots(width, height, part(8, width * height))
            return at + 8 + width * height
        if head == b"\x1dV":                                      # GS V m (n): cuts
            mode = part(2, 1)[0]
            length = 4 if mode in (65, 66) else 3
            part(0, length)
            self.cut()
            return at + length
        if head == b"\x1d(":                                      # GS ( X pL pH …
            length = struct.unpack("<H", part(3, 2))[0]
            part(5, length)
            return at + 5 + length
        if head in SILENT:
            part(2, SILENT[head])
            return at + 2 + SILENT[head]
        raise ValueError(f"unknown bytes {head.hex()} at {at}")


def text_lines(rows):
    """First and last row of each block of ink between white."""
    lines, start, white = [], None, 0
    for index, row in enumerate(rows + [b""] * (GAP_ROWS + 1)):
        if any(row):
            start, white = index if start is None else start, 0
        elif start is not None:
            white += 1
            if white > GAP_ROWS:
                lines.append((start, index - white))
                start = None
    return lines


def number_rows(rows):
    """The rows of the number: the tallest block in the upper half, where no QR stands."""
    upper = [line for line in text_lines(rows) if line[0] < len(rows) // 2]
    first, last = max(upper, key=lambda line: line[1] - line[0])
    return rows[first:last + 1]


def png(rows):
    """A picture of black and white with a white border."""
    width = WIDTH_DOTS + 2 * BORDER
    blank = b"\0" + b"\xff" * (width // 8)
    side = b"\xff" * (BORDER // 8)

    def chunk(kind, body):
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    pixels = ([blank] * BORDER + [b"\0" + side + row.translate(INVERTED) + side for row in rows]
              + [blank] * BORDER)
    head = struct.pack(">IIBBBBB", width, len(pixels), 1, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(b"".join(pixels), 1)) + chunk(b"IEND", b""))


def main():
    data = pathlib.Path(sys.argv[1]).read_bytes()
    folder = pathlib.Path(sys.argv[2])
    printer = Printer()
    printer.take(data)
    for index, rows in enumerate(printer.pieces, 1):
        (folder / f"slip-{index}.png").write_bytes(png(rows))
        (folder / f"number-{index}.png").write_bytes(png(number_rows(rows)))
    print(len(printer.pieces))


if __name__ == "__main__":
    main()
