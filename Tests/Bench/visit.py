"""A citizen's visit on real device nodes; runs inside the virtual machine, see visit.sh.

Prints a line a check and ends with status 1 when one failed. What must stand on the paper goes to
`OUT/expected.tsv`, for whoever reads the paper afterwards.
"""

import argparse
import csv
import pathlib
import sys
import time
import traceback

from centre import DAY, PROCEDURE, PUBLIC_BASE, Centre
from checks import PAPER, PATIENCE, RUN, Checks, bench
from ends import Board, is_grabbed

# ESC @, GS P: what a slip begins with, and what no question to the printer does.
SLIP_BEGINS = b"\x1b@\x1dP"
# Presses of one button closer than two seconds are one person's impatience.
HOLD_SECONDS = 2.5
# Into the middle of a slip of some 38,000 bytes, with what the machine's own queue takes.
TEAR_AFTER = "5000"
WIRES = {
    "modbus": "answers: true, wire: modbus-rtu, address: 6, register: 16, encoding: bcd",
    "cd5220": "answers: false, wire: cd5220",
}

DEVICES = """\
  boards:
    - {{id: board-6, counter: 6, port: /dev/ttyACM0, baud: 9600, digits: 4, {wire}}}
  panels:
    - id: panel-1
      kiosk: kiosk-1
      name: Bench Button box
      buttons:
        - {{code: 304, line: ho-tich}}
        - {{code: 305, line: chung-thuc}}
"""


class Visit:
    """The whole visit, step by step."""

    def __init__(self, centre, out):
        self.centre, self.out = centre, out
        self.checks = Checks()
        self.board = None
        self.pressed_at = 0
        # The numbers that are on the paper, in order; None for a torn slip.
        self.printed = []

    def run(self):
        self.begin()
        self.press_buttons()
        self.measure()
        self.serve()
        self.pull_the_printer()
        self.pull_the_board()
        self.run_out_of_paper()
        self.tear_a_slip()
        self.pull_the_panel()
        self.reports()
        self.other_board()
        self.checks.that(
            "every ticket equals what its events give", *self.centre.command(
                "rebuild", "--check", "--data", str(self.centre.data)))
        self.expect_paper()

    def begin(self):
        checks, centre = self.checks, self.centre
        self.board = Board("modbus", self.out)
        checks.that("usblp holds the printer before", usblp_printers(), "it does not")
        checks.that("the configuration is right", *centre.configure(devices("modbus")))
        checks.that("the program opens", centre.start("08:15:00"), "see motcua.log")
        checks.that("a clerk signs in", centre.sign_in("clerk6"), "refused")
        for device in ("printer-1", "panel-1", "board-6"):
            self.until_device(f"{device} is ready", device, "ready")
        checks.that("usblp is detached", not usblp_printers(), usblp_printers())
        checks.that("the panel is grabbed", is_grabbed("Bench Button box"), "it is not")
        checks.until("the board of a closed counter shows dashes", "----", self.board.last)

    def press_buttons(self):
        checks, centre = self.checks, self.centre
        bench("buttons", "01")
        checks.until("a button gives number 1001", ["1001"], centre.numbers)
        time.sleep(HOLD_SECONDS)
        checks.that("a held button gives one ticket only", centre.numbers() == ["1001"],
                    centre.numbers())
        bench("buttons", "03")
        checks.until("the other button gives its line's number", ["1001", "2001"], centre.numbers)
        bench("buttons", "00")
        self.until_slip("1001", "confirmed")
        self.until_slip("2001", "confirmed")
        checks.that("letting go gives none", centre.numbers() == ["1001", "2001"],
                    centre.numbers())

    def until_slip(self, number, state):
        self.checks.until(f"the slip of {number} is {state}", state,
                          lambda: self.centre.ticket(number).get("slip"))
        if state == "confirmed":
            self.printed.append(number)

    def until_device(self, what, device, condition):
        self.checks.until(what, condition, lambda: self.centre.device(device))

    def press(self, button, number):
        """Presses and releases a button, not too soon after the one before, and awaits a number."""
        self.pause()
        bench("buttons", button)
        bench("buttons", "00")
        self.checks.until(f"a press gives number {number}", lambda numbers: number in numbers,
                          self.centre.numbers)

    def pause(self):
        time.sleep(max(0, self.pressed_at + HOLD_SECONDS - time.monotonic()))
        self.pressed_at = time.monotonic()

    def measure(self):
        """The time from a press to the slip's first byte at the printer; no gate."""
        self.pause()
        before, seen = PAPER.stat().st_size, b""
        with open("/dev/hidg0", "wb", buffering=0) as box, open(PAPER, "rb") as paper:
            paper.seek(before)
            start = time.monotonic()
            box.write(b"\x01")
            while SLIP_BEGINS not in seen and time.monotonic() < start + PATIENCE:
                seen += paper.read()
                time.sleep(0.0005)
            end = time.monotonic()
            box.write(b"\x00")
        self.checks.that("a measured press prints", SLIP_BEGINS in seen, "no slip came")
        length = round((end - start) * 1_000)
        print(f"info press to the slip's first byte, on an emulated machine: {length} ms")
        self.until_slip("1002", "confirmed")

    def serve(self):
        checks, centre = self.checks, self.centre
        checks.that("counter 6 opens", centre.at_counter("open"), "refused")
        called_at = time.monotonic()
        call = centre.at_counter("call-next")
        number = call.get("ticket", {}).get("number")
        checks.that("call-next calls 1001", number == "1001", call)
        checks.until("the board shows 1001", "1001", lambda: self.board.last(called_at))
        checks.until("the hall shows 1001 at counter 6", "1001", self.at_the_hall)
        checks.that("the clerk starts", centre.at_counter("start"), "refused")
        checks.that("the clerk completes", centre.at_counter(
            "complete", outcome="dossier-received", procedures=[PROCEDURE]), "refused")
        checks.until("the hand-off is accepted", "accepted",
                     lambda: centre.ticket("1001").get("handOff"))
        ticket = centre.ticket("1001")
        received = centre.rows(
            "dossier", "SELECT number, counter, clerk, outcome FROM receptions WHERE ticket = ?",
            ticket["id"])
        checks.that("the core has the reception",
                    received == [("1001", 6, "clerk6", "dossier-received")], received)
        codes = centre.rows("dossier", "SELECT code FROM dossiers WHERE ticket = ?", ticket["id"])
        on_ticket = [(dossier["code"],) for dossier in ticket["dossiers"]]
        checks.that(f"the ticket has its dossier code {on_ticket}",
                    len(codes) == 1 and codes == on_ticket, codes)

    def at_the_hall(self):
        counters = self.centre.call("GET", "/hall", by="hall")[1].get("counters", [])
        return next((one["shows"] for one in counters if one["number"] == 6), None)

    def pull_the_printer(self):
        checks, centre = self.checks, self.centre
        bench("unplug", "printer")
        self.until_device("an unplugged printer is missing", "printer-1", "missing")
        self.press("01", "1003")
        self.until_slip("1003", "failed")
        bench("plug", "printer")
        self.until_device("a replugged printer is ready", "printer-1", "ready")
        status = centre.reprint("1003")
        checks.that("the failed slip is printed again on demand", status == 200, status)
        self.until_slip("1003", "confirmed")
        self.press("01", "1004")
        self.until_slip("1004", "confirmed")

    def pull_the_board(self):
        checks, centre = self.checks, self.centre
        called_at = time.monotonic()
        centre.at_counter("call-next")
        checks.until("the board shows 1002", "1002", lambda: self.board.last(called_at))
        bench("unplug", "display")
        self.until_device("an unplugged board is missing", "board-6", "missing")
        centre.at_counter("start")
        centre.at_counter("complete", outcome="information-given")
        call = centre.at_counter("call-next")
        checks.that("calls go on without the board",
                    call.get("ticket", {}).get("number") == "1003", call)
        plugged_at = time.monotonic()
        bench("plug", "display")
        checks.until("a replugged board shows the present number by itself", "1003",
                     lambda: self.board.last(plugged_at))
        checks.that("it shows no number of before", set(self.board.shown(plugged_at)) == {"1003"},
                    self.board.shown(plugged_at))
        self.until_device("a replugged board is ready", "board-6", "ready")

    def run_out_of_paper(self):
        bench("printer", "paper", "out")
        self.until_device("a printer without paper says so", "printer-1", "paper-out")
        self.press("02", "2002")
        self.until_slip("2002", "failed")
        bench("printer", "paper", "ok")
        # At once: nobody waits until the next look at the printer.
        self.press("01", "1005")
        self.until_slip("1005", "confirmed")

    def tear_a_slip(self):
        """The printer stops taking bytes in the middle of a slip, then goes on."""
        bench("printer", "hold-after", TEAR_AFTER)
        self.press("02", "2003")
        self.until_slip("2003", "failed")
        self.printed.append(None)
        bench("printer", "release")
        self.until_device("a printer that goes on is ready", "printer-1", "ready")

    def pull_the_panel(self):
        bench("unplug", "buttons")
        self.until_device("an unplugged panel is missing", "panel-1", "missing")
        bench("plug", "buttons")
        self.until_device("a replugged panel is ready", "panel-1", "ready")
        self.press("02", "2004")
        self.until_slip("2004", "confirmed")

    def reports(self):
        checks, centre = self.checks, self.centre
        done, text = centre.command(
            "report", "waits", "--data", str(centre.data), "--from", DAY, "--to", DAY)
        row = next((row for row in csv.DictReader(text.splitlines()) if row["line"] == "ho-tich"),
                   {}) if done else {}
        seen = (row.get("count"), row.get("denominator"))
        checks.that("the report of waits has five tickets, three of them called",
                    seen == ("5", "3"), text)
        self.close_program()
        wrong = [frame for frame in self.board.frames() if frame.get("wrong")]
        checks.that("every Modbus request was right, and its CRC", not wrong, wrong[:3])

    def close_program(self):
        status = self.centre.stop()
        self.checks.that("the program ends when asked", status == 0, status)

    def other_board(self):
        """A restart with a board of the other kind at the same port."""
        checks, centre = self.checks, self.centre
        self.board.stop()
        self.board = Board("cd5220", self.out)
        checks.that("the configuration with the other board is right", *centre.configure(devices("cd5220")))
        checks.that("the program opens again", centre.start("08:25:00"), "see motcua.log")
        checks.until("the new board shows 1003 after the restart", "1003".rjust(20),
                     self.board.last)
        checks.that("the clerk signs in again", centre.sign_in("clerk6"), "refused")
        centre.at_counter("start")
        centre.at_counter("complete", outcome="information-given")
        called_at = time.monotonic()
        centre.at_counter("call-next")
        checks.until("the new board shows 1004", "1004".rjust(20),
                     lambda: self.board.last(called_at))
        centre.at_counter("start")
        centre.at_counter("complete", outcome="information-given")
        closed_at = time.monotonic()
        centre.at_counter("close")
        checks.until("the board of a closed counter shows dashes", "----".rjust(20),
                     lambda: self.board.last(closed_at))
        self.close_program()
        wrong = [frame for frame in self.board.frames() if frame.get("wrong")]
        checks.that("every CD5220 line was right", not wrong, wrong[:3])

    def expect_paper(self):
        """The number, line and link of every slip, in the order in which they were printed."""
        names = {"1": "Hộ tịch", "2": "Chứng thực"}
        tokens = dict(self.centre.rows("hall", "SELECT number, status_token FROM tickets"))
        (self.out / "expected.tsv").write_text("".join(
            f"{number}\t{names[number[0]]}\t{PUBLIC_BASE}/t/{tokens[number]}\n"
            if number else "torn\n" for number in self.printed), encoding="utf-8")


def devices(wire):
    """A board of that wire, and the panel."""
    return DEVICES.format(wire=WIRES[wire])


def usblp_printers():
    """The interfaces that the kernel's own printer driver holds."""
    folder = pathlib.Path("/sys/bus/usb/drivers/usblp")
    return [entry.name for entry in folder.iterdir() if ":" in entry.name]


def main():
    arguments = argparse.ArgumentParser()
    for name in ("program", "texts", "out"):
        arguments.add_argument(f"--{name}", required=True, type=pathlib.Path)
    given = arguments.parse_args()
    centre = Centre(given.program, given.texts, RUN / "centre", given.out)
    visit = Visit(centre, given.out)
    try:
        visit.run()
    except Exception as error:  # One line for whoever reads the checks, the rest for the log.
        visit.checks.that("the visit goes to its end", False, repr(error))
        (given.out / "visit.log").write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        if visit.board:
            visit.board.stop()
        if centre.process and centre.process.poll() is None:
            centre.process.kill()
    sys.exit(1 if visit.checks.failed else 0)


if __name__ == "__main__":
    main()
