"""What a printer's troubles have in common, at whichever printer: pressing, looking, unplugging.

What is known of every slip goes to `OUT/tickets.tsv`, and where in the printer's bytes it forgot
its command to `OUT/replugs.tsv`, for whoever reads the paper afterwards.
"""

import datetime
import socket
import time

from centre import PUBLIC_BASE
from checks import PAPER, RUN, Checks, bench

LOG = RUN / "printer.log"
PRINTER, KIOSK = "printer-1", "kiosk-1"
# A driver looks at an idle printer every few seconds; health that comes later comes too late.
HEALTH_SECONDS = 8
# What a slip may take: the bands' time and five seconds more.
SLIP_SECONDS = 20
# Clocks: whole seconds in `since`, and a look at it that takes its time.
SINCE_SLACK = 1.5
# Into a slip, beyond what questions to an idle printer amount to.
INTO_SLIP = 2_000

CONFIRMED = {"confirmed"}
# Whole or not, nobody can know better than these say.
TORN = {"failed", "unknown"}
NOT_BEGUN = {"failed"}
UNSURE = {"probable", "unknown"}
ANY = {"confirmed", "probable", "failed", "unknown"}
WELL = {"ready", "paper-low"}


def printer(*words):
    """A word to the emulated printer, without a process of its own for it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.connect(str(RUN / "printer.sock"))
        line.sendall((" ".join(words) + "\n").encode())
        answer = line.recv(256).decode()
    if not answer or answer.startswith("error"):
        raise RuntimeError(f"the emulated printer refuses {words}: {answer}")


class Troubles:
    """What is common to all: pressing, looking, and what becomes of every slip."""

    def __init__(self, centre, out):
        self.centre, self.out = centre, out
        self.checks = Checks()
        # number, print, state, what; in the order of printing.
        self.prints = []
        self.replugs = []
        self.clock_offset = 0.0
        self.health_lags = []

    # -- beginning and end

    def begin(self):
        checks, centre = self.checks, self.centre
        ok, text = centre.configure(prints_all=False)
        checks.that("the configuration is right", ok, text)
        checks.that("the program opens", centre.start("08:15:00"), "see motcua.log")
        for clerk in ("clerk6", "clerk8"):
            checks.that(f"{clerk} signs in", centre.sign_in(clerk), "refused")
        began = time.monotonic()
        checks.until("the printer is ready", "ready", lambda: centre.device(PRINTER))
        status, ticket = self.issue()
        checks.that("a press gives a number", status == 201, ticket)
        issued = datetime.datetime.fromisoformat(ticket["issuedAt"]).timestamp()
        self.clock_offset = issued - time.monotonic()
        before = PAPER.stat().st_size
        self.settle(ticket["number"], CONFIRMED, "the first slip")
        slip_bytes = PAPER.stat().st_size - before
        print(f"info ready {time.monotonic() - began:.1f} s after the start;"
              f" a slip has {slip_bytes} bytes", flush=True)

    def end(self):
        checks, centre = self.checks, self.centre
        waiting = centre.rows(
            "hall", "SELECT number, slip FROM tickets WHERE kiosk = ? AND slip NOT IN"
            " ('confirmed', 'probable', 'failed', 'unknown')", KIOSK)
        checks.that("what became of every slip is known", not waiting, waiting)
        issued = {number for number, in centre.rows(
            "hall", "SELECT number FROM tickets WHERE kiosk = ?", KIOSK)}
        missed = sorted(issued ^ {number for number, *_ in self.prints})
        checks.that("every number given is among them, and no other", not missed, missed)
        status = centre.stop()
        checks.that("the program ends when asked", status == 0, status)
        worst = max(self.health_lags, default=0)
        print(f"info health followed within {worst:.1f} s at most", flush=True)

    def write(self):
        """What is known of every slip, for whoever reads the paper."""
        tokens = dict(self.centre.rows("hall", "SELECT number, status_token FROM tickets"))
        (self.out / "tickets.tsv").write_text("".join(
            f"{number}\t{turn}\t{state}\t{PUBLIC_BASE}/t/{tokens[number]}\t{what}\n"
            for number, turn, state, what in self.prints), encoding="utf-8")
        (self.out / "replugs.tsv").write_text(
            "".join(f"{offset}\n" for offset in self.replugs), encoding="utf-8")

    # -- slips

    def issue(self):
        """A press at the kiosk whose printer this is."""
        return self.centre.call(
            "POST", "/tickets", {"line": "ho-tich", "kiosk": KIOSK}, by="clerk6")

    def slip(self, number):
        (state,), = self.centre.rows("hall", "SELECT slip FROM tickets WHERE number = ?", number)
        return state

    def settle(self, number, wanted, what, turn=1, pause=0.02):
        """Awaits what becomes of a slip; notes it."""
        deadline = time.monotonic() + SLIP_SECONDS
        while (state := self.slip(number)) == "pending" and time.monotonic() < deadline:
            time.sleep(pause)
        self.checks.that(f"{what} is {' or '.join(sorted(wanted))} ({number})", state in wanted,
                         state)
        self.prints.append((number, turn, state, what))
        return state

    def press(self, wanted, what):
        """A press and what becomes of its slip; the number."""
        status, ticket = self.issue()
        if not self.checks.that(f"a press gives a number: {what}", status == 201, ticket):
            return None
        self.settle(ticket["number"], wanted, what)
        return ticket["number"]

    def press_into_hold(self, what, into=INTO_SLIP):
        """A press whose slip the printer stops taking in the middle; the number."""
        position = LOG.stat().st_size
        printer("hold-after", str(into))
        _, ticket = self.issue()
        self.until_log("holding after", position, f"{what}: the printer took some of the slip")
        return ticket["number"]

    def reprint(self, number, what):
        """A slip that did not surely come out, again, marked."""
        status = self.centre.reprint(number)
        self.checks.that(f"{number} may be printed again", status == 200, status)
        self.settle(number, CONFIRMED, f"the second slip of {what}", turn=2)

    def until_log(self, text, position, what):
        """Awaits a line of the emulated printer's log."""
        def look():
            with open(LOG, "rb") as log:
                log.seek(position)
                return text.encode() in log.read()
        self.checks.until(what, True, look)

    # -- health

    def until_health(self, what, is_wanted, since, pause=0.05):
        """Awaits a condition, its `since` and what the kiosk page says, within seconds."""
        def look():
            health = self.centre.health(PRINTER)
            kiosks = (self.centre.call("GET", "/hall", by="hall")[1] or {}).get("kiosks", [])
            kiosk = next((one for one in kiosks if one["id"] == KIOSK), {})
            late = (datetime.datetime.fromisoformat(health["since"]).timestamp()
                    - self.clock_offset - since) if health.get("since") else None
            return health.get("condition"), kiosk.get("printer"), late

        def is_right(seen):
            condition, kiosk, late = seen
            passed = time.monotonic() - since
            return (is_wanted(condition) and kiosk == condition and late is not None
                    and -SINCE_SLACK <= late <= passed + SINCE_SLACK)

        if self.checks.until(f"{what}, since then and at the kiosk", is_right, look,
                             HEALTH_SECONDS, pause):
            self.health_lags.append(time.monotonic() - since)

    def until_ready(self, what, since):
        self.until_health(f"{what}: the printer is ready again", lambda now: now == "ready", since)

    def recovers(self, what, since):
        """Health follows, and the next slip is whole."""
        self.until_ready(what, since)
        self.press(CONFIRMED, f"the next slip after {what}")

    def goes_on(self, what):
        """Health may never have changed, and the next slip is whole."""
        self.checks.until(f"{what}: the printer is ready", "ready",
                          lambda: self.centre.device(PRINTER), HEALTH_SECONDS)
        self.press(CONFIRMED, f"the next slip after {what}")

    # -- what both printers go through

    def pause(self):
        """A printer that takes its time in the middle, as one with a hot head does."""
        number = self.press_into_hold("a pause in the middle")
        time.sleep(1)
        printer("release")
        self.settle(number, CONFIRMED, "a slip with a pause of a second in the middle")

    def unplug(self, what):
        since = time.monotonic()
        bench("unplug", "printer")
        self.until_health(f"{what}: an unplugged printer is missing",
                          lambda now: now == "missing", since)

    def plug(self):
        """Plugs in; since when."""
        since = time.monotonic()
        bench("plug", "printer")
        return since
