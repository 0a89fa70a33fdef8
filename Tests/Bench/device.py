"""A printer's troubles at a device that is emulated down to its packets; see troubles.py."""

import os
import time

from checks import PAPER, bench
from troubles import ANY, CONFIRMED, INTO_SLIP, LOG, TORN, Troubles, printer

PACKET, QUESTIONS = 512, 60
# GS V, with or without a feed before it.
CUT = b"\x1dV"


class WholeDevice(Troubles):
    """Troubles at a device that is emulated down to its packets.

    What it took is known to the byte. It keeps its power, and its place in a command, while it is
    unplugged; only a SOFT_RESET ends a command.
    """

    # Where the log and the paper stood when the printer stopped in the middle.
    held = None

    def run(self):
        self.begin()
        self.stalled_at_rest()
        self.stalled_in_the_middle()
        self.pause()
        self.stuck()
        self.unplugged_behind()
        meeting, whole = self.watch_transfers()
        self.roll_ends_behind(whole)
        self.unplugged_in_the_middle("between bands", meeting)
        self.unplugged_in_the_middle("inside a band", INTO_SLIP)
        self.end()

    def press_into_hold(self, what, into=INTO_SLIP):
        number = super().press_into_hold(what, into)
        self.held = LOG.stat().st_size, PAPER.stat().st_size
        return number

    def recovers(self, what, since):
        super().recovers(what, since)
        self.note_reset()

    def goes_on(self, what):
        super().goes_on(what)
        self.note_reset()

    def note_reset(self):
        """Whether the printer was told to forget the slip in whose middle it stopped."""
        if not self.held:
            return
        position, offset = self.held
        self.held = None
        with open(LOG, "rb") as log:
            log.seek(position)
            before, _, _ = log.read().partition(b"ESC @")
        if b"SOFT_RESET" in before:
            self.replugs.append(offset)

    def stalled_at_rest(self):
        printer("stall", "on")
        self.press(CONFIRMED, "a slip at a stalled pipe")
        self.goes_on("a stalled pipe")

    def stalled_in_the_middle(self):
        number = self.press_into_hold("stalled in the middle")
        printer("stall", "on")
        printer("release")
        self.settle(number, ANY, "a slip whose pipe stalled in the middle")
        self.goes_on("a pipe that stalled in the middle")

    def stuck(self):
        """The printer takes a part of a transfer, and nothing more for longer than a band may."""
        number = self.press_into_hold("stuck in the middle")
        self.settle(number, TORN, "a slip at a printer that is stuck in the middle")
        since = time.monotonic()
        printer("release")
        self.recovers("a printer that was stuck", since)
        self.reprint(number, "one at a stuck printer")

    def watch_transfers(self):
        """How far into a slip two transfers meet, and where the one with its cut ends, by the
        kernel's own log of them."""
        bench("modprobe", "usbmon")
        begin = PAPER.stat().st_size
        with open("/sys/kernel/debug/usb/usbmon/0u", "rb", buffering=0) as monitor:
            os.set_blocking(monitor.fileno(), False)
            self.press(CONFIRMED, "a slip whose transfers are watched")
            seen = b""
            while piece := monitor.read(65_536):
                seen += piece
        ends, sent = [], 0
        for line in seen.decode(errors="replace").splitlines():
            words = line.split()
            if len(words) > 5 and words[2] == "C" and words[3].startswith("Bo:"):
                length = int(words[5])
                sent += length
                ends.append((sent, (length - 1) % PACKET + 1))
        # Questions to the printer may be among the bytes before: a few more or less must not
        # matter, so the last packet has to be longer than they.
        meeting = next((end for end, last in ends
                        if end > INTO_SLIP and last > 2 * QUESTIONS), None)
        with open(PAPER, "rb") as paper:
            paper.seek(begin)
            cut = paper.read().rfind(CUT)
        behind = next((end for end, _ in ends if end > cut), None)
        self.checks.that("a slip leaves in several transfers, one of them with its cut",
                         meeting and cut > 0 and behind, (ends, cut))
        print(f"info transfers end at {[end for end, _ in ends]}, the cut is at {cut}", flush=True)
        return (meeting or INTO_SLIP) - QUESTIONS, behind or INTO_SLIP

    def roll_ends_behind(self, whole):
        """The last of the roll is enough for the slip, but the printer says no more than that it
        has none."""
        number = self.press_into_hold("the roll ends right behind a slip", whole)
        since = time.monotonic()
        printer("paper", "out")
        self.settle(number, ANY, "a slip right behind which the roll ended")
        self.until_health("the roll ended: the device says so", lambda now: now == "paper-out",
                          since)
        since = time.monotonic()
        printer("paper", "ok")
        printer("release")
        self.recovers("the end of a roll behind a slip", since)

    def unplugged_in_the_middle(self, where, into):
        number = self.press_into_hold(f"unplugged {where}", into)
        self.unplug(where)
        self.settle(number, TORN, f"a slip whose printer was unplugged {where}")
        printer("release")
        self.recovers(f"unplugging {where}", self.plug())
        self.reprint(number, f"one whose printer was unplugged {where}")

    def unplugged_behind(self):
        """All of the slip is printed, and the printer gone before it could say so."""
        position = LOG.stat().st_size
        number = self.press_into_hold("unplugged behind the slip")
        printer("mute", "on")
        printer("release")
        self.until_log("GS V: cut", position, "unplugged behind the slip: it is cut")
        self.unplug("behind the slip")
        self.settle(number, {"unknown"}, "a slip behind which its printer was unplugged")
        printer("mute", "off")
        self.recovers("unplugging behind a slip", self.plug())
        self.reprint(number, "one behind which the printer was unplugged")
