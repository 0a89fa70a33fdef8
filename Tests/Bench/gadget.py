"""A printer's troubles at the kernel's own printer gadget; see troubles.py."""

import threading
import time

from checks import PAPER
from latency import Rounds, Steps, percentile
from troubles import (ANY, CONFIRMED, KIOSK, NOT_BEGUN, TORN, UNSURE, WELL, Troubles, printer)

BUSY_SECONDS = 10
IDLE_SECONDS = 5
LATENCY_ROUNDS = 300
IN_A_ROW, AT_ONCE = 500, 40
# Without a slip in so long, the row stands still; how long it takes is the machine's affair.
STILL_SECONDS, LOOK_SECONDS = 30, 0.3
# On an emulated machine nothing finer can be told from its own unrest: half as slow again at most,
# and a little, in the middle; and nobody, ever, as long as a driver waits for one band.
SLOWER, SLOWER_MS = {"p50": 1.5, "p99": 1.5}, {"p50": 20, "p99": 1_000}


class Gadget(Troubles):
    """Troubles at the kernel's own printer gadget.

    What the kernel took and the printer did not read is lost by unplugging, and so is the command
    in which the printer was: it is like one that is switched off.
    """

    def plug(self):
        # The emulated printer notices by itself that it was unplugged.
        time.sleep(0.1)
        self.replugs.append(PAPER.stat().st_size)
        return super().plug()

    def run(self):
        self.begin()
        self.paper_out_before()
        self.paper_out_in_the_middle()
        self.cover_open()
        self.pause()
        self.busy()
        self.muted()
        self.unplugged_at_rest()
        self.unplugged_in_the_middle()
        self.mute_from_the_start()
        self.many_in_a_row()
        self.end()

    def paper_out_before(self):
        since = time.monotonic()
        printer("paper", "out")
        # Nobody waits until the next look at the printer.
        at_once = self.press(NOT_BEGUN, "a slip right behind the end of the roll")
        self.until_health("paper out: the device says so", lambda now: now == "paper-out", since)
        self.press(NOT_BEGUN, "a slip without paper")
        since = time.monotonic()
        printer("paper", "low")
        self.press(CONFIRMED, "a slip right behind a new roll")
        self.until_health("paper low: the device says so", lambda now: now == "paper-low", since)
        since = time.monotonic()
        printer("paper", "ok")
        self.recovers("paper out", since)
        self.reprint(at_once, "one that found no paper")

    def paper_out_in_the_middle(self):
        number = self.press_into_hold("paper out in the middle")
        since = time.monotonic()
        printer("paper", "out")
        self.settle(number, TORN, "a slip whose paper ran out in the middle")
        self.until_health("paper out in the middle: the device says so",
                          lambda now: now == "paper-out", since)
        self.press(NOT_BEGUN, "a slip behind the torn one, still without paper")
        since = time.monotonic()
        printer("paper", "ok")
        printer("release")
        self.recovers("paper out in the middle", since)
        self.reprint(number, "one that was torn")

    def cover_open(self):
        since = time.monotonic()
        printer("cover", "open")
        self.until_health("cover open: the device says so", lambda now: now == "cover-open", since)
        self.press(NOT_BEGUN, "a slip under an open cover")
        since = time.monotonic()
        printer("cover", "closed")
        self.press(CONFIRMED, "a slip right behind the closing of the cover")
        self.until_ready("cover closed", since)
        number = self.press_into_hold("cover opened in the middle")
        since = time.monotonic()
        printer("cover", "open")
        self.settle(number, TORN, "a slip whose cover was opened in the middle")
        self.until_health("cover opened in the middle: the device says so",
                          lambda now: now == "cover-open", since)
        since = time.monotonic()
        printer("cover", "closed")
        printer("release")
        self.recovers("a cover opened in the middle", since)

    def busy(self):
        """The printer takes nothing for ten seconds; nobody else waits for it."""
        checks, centre = self.checks, self.centre
        checks.that("counter 8 opens", centre.call(
            "POST", "/counters/8/open", {}, by="clerk8")[0] == 200, "refused")
        rounds = Rounds(centre)
        # What was not yet warm is no part of the comparison.
        rounds.measure(1, LATENCY_ROUNDS)
        idle = [rounds.measure(IDLE_SECONDS, LATENCY_ROUNDS)]
        since = time.monotonic()
        blocked = self.press_into_hold("busy")
        during = {}
        measuring = threading.Thread(
            target=lambda: during.update(rounds.measure(BUSY_SECONDS, LATENCY_ROUNDS)))
        measuring.start()
        # Seldom, for the looks themselves would slow down what is measured.
        self.until_health("busy: the printer is not well", lambda now: now not in WELL, since, 1)
        self.settle(blocked, ANY, "a slip at a printer that is busy for ten seconds", pause=1)
        measuring.join()
        behind = self.press(ANY, "a slip behind it")
        time.sleep(max(0, since + BUSY_SECONDS - time.monotonic()))
        released = time.monotonic()
        printer("release")
        self.recovers("ten busy seconds", released)
        if self.slip(behind) in TORN:
            self.reprint(behind, "one behind the busy printer")
        idle.append(rounds.measure(IDLE_SECONDS, LATENCY_ROUNDS))
        rounds.close()
        for kind, lengths in during.items():
            self.compare(kind, [length for part in idle for length in part[kind]], lengths)

    def compare(self, kind, idle, blocked):
        shares = {"p50": 0.5, "p99": 0.99}
        seen = {name: (percentile(idle, share), percentile(blocked, share))
                for name, share in shares.items()}
        words = ", ".join(f"{name} {now:.1f} ms ({then:.1f} ms beside an idle one)"
                          for name, (then, now) in seen.items())
        print(f"info {kind} while the printer blocks, {len(blocked)} times: {words}", flush=True)
        self.checks.that(
            f"{kind} is not slower while the printer blocks",
            all(now <= then * SLOWER[name] + SLOWER_MS[name]
                for name, (then, now) in seen.items()), seen)

    def unplugged_at_rest(self):
        self.unplug("at rest")
        number = self.press(NOT_BEGUN, "a slip without a printer")
        self.recovers("unplugging at rest", self.plug())
        self.reprint(number, "one that found no printer")

    def unplugged_in_the_middle(self):
        number = self.press_into_hold("unplugged in the middle")
        self.unplug("in the middle")
        self.settle(number, TORN, "a slip whose printer was unplugged in the middle")
        printer("release")
        self.recovers("unplugging in the middle", self.plug())
        self.reprint(number, "one whose printer was unplugged")

    def muted(self):
        """A printer that used to answer falls silent, and prints all the same."""
        since = time.monotonic()
        printer("mute", "on")
        self.press(UNSURE, "a slip at a printer that just fell silent")
        self.until_health("silent: the printer is not well", lambda now: now not in WELL, since)
        self.press(UNSURE | NOT_BEGUN, "a slip at a silent printer")
        since = time.monotonic()
        printer("mute", "off")
        self.recovers("silence", since)

    def mute_from_the_start(self):
        """A printer that can only be written to."""
        self.unplug("to be replaced by a mute one")
        printer("mute", "on")
        since = self.plug()
        self.until_health("mute: it is there", lambda now: now in {"ready", "unknown", "silent"},
                          since)
        self.press(UNSURE, "a slip at a mute printer")
        self.press(UNSURE, "another slip at a mute printer")
        self.unplug("to be replaced by one that answers")
        printer("mute", "off")
        self.recovers("a mute printer", self.plug())

    def many_in_a_row(self):
        """Presses as fast as they print, never more at once than the kiosk keeps waiting."""
        begin = moved = time.monotonic()
        kiosk = Steps(self.centre, "clerk6")
        issued, pending, ends = [], set(), {}
        while len(ends) < IN_A_ROW and time.monotonic() < moved + STILL_SECONDS:
            while len(issued) < IN_A_ROW and len(pending) < AT_ONCE:
                ticket = kiosk.post("/tickets", {"line": "ho-tich", "kiosk": KIOSK})
                issued.append(ticket["number"])
                pending.add(ticket["number"])
            time.sleep(LOOK_SECONDS)
            now = dict(self.centre.rows(
                "hall", "SELECT number, slip FROM tickets ORDER BY issue_order DESC LIMIT ?",
                AT_ONCE))
            ends |= {number: now[number] for number in pending & now.keys()
                     if now[number] != "pending"}
            if pending & ends.keys():
                moved = time.monotonic()
            pending -= ends.keys()
        kiosk.close()
        self.prints += [(number, 1, ends.get(number, "pending"), "one in a row")
                        for number in issued]
        length = time.monotonic() - begin
        others = {number: ends.get(number) for number in issued
                  if ends.get(number) != "confirmed"}
        self.checks.that(f"{IN_A_ROW} slips in a row are confirmed",
                         len(issued) == IN_A_ROW and not others,
                         (len(issued), dict(list(others.items())[:10])))
        print(f"info {len(ends)} slips in {length:.1f} s,"
              f" {1_000 * length / max(1, len(ends)):.0f} ms each", flush=True)
