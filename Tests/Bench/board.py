"""A counter board at the far end of a serial line, written from the protocols alone.

    board.py modbus|cd5220 DEVICE LOG     obeys for ever; a line of JSON per frame goes to LOG

`modbus` is a unit with one BCD register, which answers every write; whatever is not such a write,
whole and with a right CRC, is logged as wrong. `cd5220` is a display of 2 × 20 characters.
"""

import json
import os
import re
import sys
import time
import tty

UNIT, REGISTER = 6, 16
CELLS = "0123456789-     "
WRITE_MULTIPLE = 0x10
FRAME_HEAD = 7
UPPER, LOWER = b"\x1bQA", b"\x1bQB"
LINE_LENGTH = 24


def crc(data):
    """Modbus' CRC-16, low byte first."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value.to_bytes(2, "little")


class Modbus:
    """Takes requests apart; `take` gives what to log and what to answer."""

    def __init__(self):
        self.buffer = b""

    def take(self, data):
        self.buffer += data
        while len(self.buffer) >= FRAME_HEAD:
            count = self.buffer[6]
            length = FRAME_HEAD + count + 2
            if len(self.buffer) < length:
                return
            frame, self.buffer = self.buffer[:length], self.buffer[length:]
            yield self.obey(frame)

    def obey(self, frame):
        unit, function = frame[0], frame[1]
        register = int.from_bytes(frame[2:4], "big")
        count = int.from_bytes(frame[4:6], "big")
        seen = {"unit": unit, "function": function, "register": register, "count": count,
                "crc": frame[-2:] == crc(frame[:-2]), "hex": frame.hex()}
        right = (seen["crc"] and (unit, function) == (UNIT, WRITE_MULTIPLE)
                 and (register, count, frame[6]) == (REGISTER, 1, 2))
        if not right:
            self.buffer = b""
            return seen | {"wrong": True}, b""
        digits = "".join(CELLS[int(nibble, 16)] for nibble in frame[7:9].hex())
        return seen | {"shows": digits}, frame[:6] + crc(frame[:6])


class CD5220:
    """Takes whole-line commands apart; the display never answers."""

    def __init__(self):
        self.buffer = b""
        self.upper = ""

    def take(self, data):
        self.buffer += data
        while len(self.buffer) >= LINE_LENGTH:
            frame, self.buffer = self.buffer[:LINE_LENGTH], self.buffer[LINE_LENGTH:]
            text = frame[3:23]
            right = (frame[:3] in (UPPER, LOWER) and frame[23:] == b"\r"
                     and re.fullmatch(rb"[ -~]{20}", text))
            if not right:
                self.buffer = b""
                yield {"wrong": True, "hex": frame.hex()}, b""
            elif frame[:3] == UPPER:
                yield {"shows": text.decode(), "hex": frame.hex()}, b""
            elif text.strip():
                yield {"wrong": True, "lower": text.decode()}, b""


def main():
    kind, device, log = sys.argv[1:]
    with open(log, "a", buffering=1, encoding="utf-8") as out:
        while True:
            wire = {"modbus": Modbus, "cd5220": CD5220}[kind]()
            try:
                descriptor = os.open(device, os.O_RDWR | os.O_NOCTTY)
                tty.setraw(descriptor)
                while data := os.read(descriptor, 256):
                    for seen, answer in wire.take(data):
                        if answer:
                            os.write(descriptor, answer)
                        out.write(json.dumps(seen | {"at": time.monotonic()}) + "\n")
                os.close(descriptor)
            except OSError:
                # The cable was pulled; the line comes back.
                pass
            time.sleep(0.1)


if __name__ == "__main__":
    main()
