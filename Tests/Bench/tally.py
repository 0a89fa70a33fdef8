"""The paper that came out, against what is known of every slip; see paper.sh.

    tally.py FOLDER      FOLDER has bench/printer.bin, tickets.tsv and replugs.tsv; pictures of torn
                         and of wrong slips go to FOLDER/slips

Numbers are read by `tesseract`, links by `zbarimg`. A line a check; status 1 when one failed.
"""

import collections
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import paper

MARK = "BẢN IN LẠI"
SURE, TORN = {"confirmed", "probable"}, {"failed", "unknown"}
ROW = "one in a row"
# Digits and words of one size differ by a few rows; a lost band is 64.
UNEVEN = 16
TEXT = ["tesseract", "-", "-", "--psm", "6", "-l", "vie"]
DIGITS = ["tesseract", "-", "-", "--psm", "7", "digits"]

Print = collections.namedtuple("Print", "number turn state link what")


class Reader:
    """Reads pictures; what was read once is known by its dots."""

    def __init__(self):
        self.texts, self.digits = {}, {}

    def text(self, rows):
        """The words of a picture, in one line."""
        key = b"".join(rows)
        if key not in self.texts:
            self.texts[key] = " ".join(self.see(TEXT, rows).split())
        return self.texts[key]

    def number(self, rows):
        """The digits of a picture of one line."""
        glyphs = [*columns(rows)]
        if all(glyph in self.digits for glyph in glyphs):
            return "".join(self.digits[glyph] for glyph in glyphs)
        text = "".join(self.see(DIGITS, rows).split())
        if len(text) == len(glyphs):
            for glyph, digit in zip(glyphs, text):
                if self.digits.setdefault(glyph, digit) != digit:
                    raise ValueError(f"the same dots are {self.digits[glyph]} and {digit}")
        return text

    @staticmethod
    def see(command, rows):
        done = subprocess.run(command, input=paper.png(rows), capture_output=True, check=False)
        return done.stdout.decode(errors="replace")


def columns(rows):
    """The dots of each piece of ink between white columns."""
    width = paper.WIDTH_DOTS
    lines = [int.from_bytes(row, "big") for row in rows]
    ink = 0
    for line in lines:
        ink |= line
    position = width
    while position:
        if not ink >> (position - 1) & 1:
            position -= 1
            continue
        end = position
        while position and ink >> (position - 1) & 1:
            position -= 1
        mask = (1 << (end - position)) - 1
        yield (mask, *(line >> position & mask for line in lines))


class Piece:
    """A cut piece of paper."""

    number = link = None
    is_marked = is_whole = False

    def __init__(self, rows, is_clean):
        self.rows, self.is_clean = rows, is_clean
        self.lines = paper.text_lines(rows)

    def part(self, line):
        return self.rows[line[0]:line[1] + 1]


def links(pieces):
    """What `zbarimg` finds in each piece."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for index, piece in enumerate(pieces):
            names.append(f"{folder}/{index}.png")
            pathlib.Path(names[-1]).write_bytes(paper.png(piece.rows[len(piece.rows) // 3:]))
        seen = subprocess.run(["zbarimg", "-q", "--xml", "-Sdisable", "-Sqrcode.enable", *names],
                              capture_output=True, check=False).stdout
        for source in xml.etree.ElementTree.fromstring(seen).iter():
            if source.tag.endswith("source"):
                index = int(pathlib.Path(source.get("href")).stem)
                data = [one.text for one in source.iter() if one.tag.endswith("data")]
                found[index] = data[0] if len(data) == 1 else None
    return [found.get(index) for index in range(len(pieces))]


def cut_pieces(data, replugs):
    """The pieces of paper of a printer that forgets its command at each of these places, and where
    it typed what should have been dots or commands."""
    printer, typed = paper.Printer(is_strict=False), []
    places = [0, *replugs, len(data)]
    for start, end in zip(places, places[1:]):
        known = len(printer.typed)
        printer.take(data[start:end])
        typed += [start + position for _, position in printer.typed[known:]]
    dirty = {piece for piece, _ in printer.typed}
    return [Piece(rows, index not in dirty) for index, rows in enumerate(printer.pieces)], typed


def read(pieces):
    """Number, mark and link of every piece; what is torn is known by what it lacks."""
    reader = Reader()
    # How a slip ends, and how tall its number is, is seen at most of them.
    ends = collections.Counter(b"".join(piece.part(piece.lines[-1])) for piece in pieces)
    end = ends.most_common(1)[0][0]
    for piece, link in zip(pieces, links(pieces)):
        piece.link = link
        piece.is_whole = (piece.is_clean and link is not None
                          and b"".join(piece.part(piece.lines[-1])) == end)
    tall = [len(paper.number_rows(piece.rows)) for piece in pieces if piece.is_whole]
    # Round digits are a little taller than others.
    heights = range(min(tall, default=0), max(tall, default=0) + 1)
    for piece in pieces:
        line = next((line for line in piece.lines if line[1] - line[0] + 1 in heights), None)
        if not line:
            piece.is_whole = False
            continue
        piece.number = reader.number(piece.part(line))
        piece.is_marked = MARK in reader.text(piece.rows[:line[0]])


class Tally:
    """Compares paper and tickets."""

    def __init__(self, folder):
        self.folder, self.failed = folder, 0
        self.prints = [Print(number, int(turn), *rest) for number, turn, *rest in (
            line.split("\t") for line in
            (folder / "tickets.tsv").read_text(encoding="utf-8").splitlines())]
        self.pieces = []

    def that(self, what, wrong):
        self.failed += 1 if wrong else 0
        print(f"FAIL {what}: {wrong}" if wrong else f"ok   {what}", flush=True)

    def run(self):
        data = (self.folder / "bench/printer.bin").read_bytes()
        replugs = [int(line) for line in (self.folder / "replugs.tsv").read_text().split()]
        self.pieces, typed = cut_pieces(data, replugs)
        self.that("there is paper", "" if self.pieces else "none")
        self.that("no dots or commands are printed as text",
                  f"{len(typed)} bytes, first at {typed[:3]}" if typed else "")
        if not self.pieces:
            return
        read(self.pieces)
        self.each_print()
        self.nothing_else()
        self.keep_pictures()

    def of(self, one):
        """The whole pieces that bear a print's number, and its mark or none."""
        return [piece for piece in self.pieces if piece.is_whole and piece.number == one.number
                and piece.is_marked == (one.turn > 1)]

    def each_print(self):
        in_row = [one for one in self.prints if one.what == ROW]
        for one in self.prints:
            if one.what != ROW:
                self.that(f"paper of {one.number}, {one.state}, {one.what}", self.wrong(one))
        if in_row:
            wrong = [f"{one.number}: {text}" for one in in_row if (text := self.wrong(one))]
            self.that(f"paper of {len(in_row)} slips in a row", wrong)

    def wrong(self, one):
        """What does not fit between a print and its paper; nothing where all is well."""
        pieces = self.of(one)
        least, most = 1 if one.state in SURE else 0, 0 if one.state == "failed" else 1
        if not least <= len(pieces) <= most:
            return f"{len(pieces)} whole slips"
        if any(piece.link != one.link for piece in pieces):
            return f"another ticket's link: {pieces[0].link}"
        return ""

    def nothing_else(self):
        whole = [piece for piece in self.pieces if piece.is_whole]
        torn = [piece for piece in self.pieces if not piece.is_whole]
        known = {(one.number, one.turn > 1): index for index, one in enumerate(self.prints)}
        places = [known.get((piece.number, piece.is_marked)) for piece in whole]
        self.that("every whole slip is one that was ordered", [
            (piece.number, piece.is_marked)
            for piece, place in zip(whole, places) if place is None])
        rank = [place for place in places if place is not None]
        self.that("the slips came out in their order", [
            self.prints[late].number for early, late in zip(rank, rank[1:]) if late < early])
        for mark, name in ((False, "first"), (True, "second")):
            heights = [len(piece.rows) for piece in whole if piece.is_marked == mark]
            self.that(f"all {name} slips have one height",
                      sorted(set(heights)) if heights and max(heights) - min(heights) > UNEVEN
                      else "")
        may_be_torn = {one.number for one in self.prints if one.state in TORN}
        self.that("every number on a torn slip is known as such", [
            piece.number for piece in torn if piece.number and piece.number not in may_be_torn])
        numbers = [one for one in self.prints if one.turn == 1]
        states = collections.Counter(one.state for one in numbers)
        marked = sum(piece.is_marked for piece in whole)
        print(f"info {len(numbers)} numbers"
              f" ({', '.join(f'{count} {state}' for state, count in states.items())});"
              f" {len(whole)} whole slips, {marked} of them marked; {len(torn)} torn pieces with"
              f" the numbers {[piece.number for piece in torn]}", flush=True)

    def keep_pictures(self):
        folder = self.folder / "slips"
        folder.mkdir(exist_ok=True)
        heights = set()
        for index, piece in enumerate(self.pieces, 1):
            kind = (piece.is_whole, piece.is_marked, len(piece.rows))
            if not piece.is_whole or kind not in heights:
                (folder / f"piece-{index}.png").write_bytes(paper.png(piece.rows))
            heights.add(kind)


def main():
    tally = Tally(pathlib.Path(sys.argv[1]))
    tally.run()
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
