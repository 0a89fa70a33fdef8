"""A slip as an integrator would draw it with python-escpos and Pillow, timed.

    escpos_peer.py WORDS ROUNDS

The first line of WORDS is the QR's link; of the others "# 1002" is the number, "@" the QR, "-" a
rule, anything else a line of text. Prints the p50 in milliseconds and the slip's bytes.
"""

import subprocess
import sys
import time

import qrcode
from PIL import Image, ImageDraw, ImageFont
from escpos.printer import Dummy

WIDTH, MARGIN = 576, 12


def font(style, size):
    path = subprocess.run(
        ["fc-match", "-f", "%{file}", f"Noto Sans:style={style}"],
        check=True, capture_output=True, text=True).stdout
    return ImageFont.truetype(path, size)


TEXT, NUMBER = font("Regular", 28), font("Bold", 180)


def wrapped(text):
    """The lines that `text` fills at the paper's width."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if TEXT.getlength(longer) > WIDTH - 2 * MARGIN and line:
            lines.append(line)
            line = word
        else:
            line = longer
    return lines + [line]


def picture(link, words):
    paper = Image.new("1", (WIDTH, 2400), 1)
    draw = ImageDraw.Draw(paper)
    y = 0
    for word in words:
        if word == "@":
            code = qrcode.QRCode(box_size=4, border=4)
            code.add_data(link)
            code.make(fit=True)
            image = code.make_image().get_image()
            paper.paste(image, ((WIDTH - image.width) // 2, y))
            y += image.height
        elif word == "-":
            draw.rectangle((0, y, WIDTH, y + 3), fill=0)
            y += 6
        elif word.startswith("# "):
            width = NUMBER.getlength(word[2:])
            draw.text(((WIDTH - width) // 2, y - 50), word[2:], font=NUMBER, fill=0)
            y += 150
        else:
            for line in wrapped(word):
                draw.text((MARGIN, y), line, font=TEXT, fill=0)
                y += 38
    return paper.crop((0, 0, WIDTH, y + 8))


def main():
    link, *words = open(sys.argv[1], encoding="utf-8").read().split("\n")
    times, size = [], 0
    for turn in range(int(sys.argv[2]) + 5):
        start = time.perf_counter()
        printer = Dummy()
        printer.image(picture(f"{link}{turn % 10}", words), impl="bitImageRaster")
        printer.cut()
        size = len(printer.output)
        times.append(time.perf_counter() - start)
    times = sorted(times[5:])
    print(f"{times[len(times) // 2] * 1000:.3f} {size}")


main()
