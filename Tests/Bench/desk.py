"""A counter board and a button box that are pulled out and put back; runs inside the virtual
machine, see desk.sh.

Prints a line a check and ends with status 1 when one failed.
"""

import argparse
import contextlib
import os
import pathlib
import sys
import time
import traceback

from centre import PIN, Centre
from checks import RUN, Checks, bench
from ends import Board, is_grabbed

BOX, BOARD, PANEL, KEYPAD = "Bench Button box", "board-6", "panel-1", "keypad-6"
LINE = "/dev/ttyACM0"
SOCKETS = pathlib.Path("/dev/serial/by-path")
# Presses of one button closer than two seconds are one person's impatience.
HOLD_SECONDS = 2.5
# A key that does something, twice within a second, was meant once.
DOUBLE_SECONDS = 1.3
STUCK_SECONDS = 4
DASHES = "----"
# Codes of the box's buttons as a keypad's keys; the bit of each in a report.
KEYS = {"next": 0, "1": 1, "2": 2, "3": 3, "4": 4, "enter": 5, "complete": 6, "cancel": 7}
FIRST_CODE = 304

WIRE = f"""\
  boards:
    - {{id: {BOARD}, counter: 6, port: {LINE}, baud: 9600, digits: 4, answers: true,
       wire: modbus-rtu, address: 6, register: 16, encoding: bcd}}
"""
AS_PANEL = WIRE + f"""\
  panels:
    - id: {PANEL}
      kiosk: kiosk-1
      name: {BOX}
      stuckSeconds: {STUCK_SECONDS}
      buttons:
        - {{code: 304, line: ho-tich}}
        - {{code: 305, line: chung-thuc}}
"""
AS_KEYPAD = WIRE + f"""\
  keypads:
    - id: {KEYPAD}
      counter: 6
      name: {BOX}
      completeOutcome: information-given
      keys: {{{", ".join(f"{FIRST_CODE + bit}: '{key}'" for key, bit in KEYS.items())}}}
"""


class Desk:
    """The desk's devices, step by step."""

    def __init__(self, centre, out):
        self.centre = centre
        self.checks = Checks()
        self.board = Board("modbus", out)
        self.log = out / "motcua.log"
        self.expected = []
        self.next_press_at = 0

    def run(self):
        self.begin()
        self.a_call_is_shown()
        self.the_board_is_pulled()
        self.the_board_has_another_name()
        self.the_cable_wobbles()
        self.the_box_is_pulled()
        self.a_button_sticks()
        self.close_the_counter()
        self.the_box_is_a_keypad()
        self.end()

    # -- what is looked at

    def shown_after(self, moment):
        return lambda: self.board.last(moment)

    def shows_only(self, what, wanted, moment):
        """The board comes to show it, and showed nothing else on the way."""
        self.checks.until(what, wanted, self.shown_after(moment))
        shown = set(self.board.shown(moment))
        self.checks.that(f"{what}, and nothing else before", shown == {wanted}, shown)

    def until_device(self, what, device, condition):
        self.checks.until(what, condition, lambda: self.centre.device(device))

    def counter(self):
        answer = self.centre.call("GET", "/counters/6", by="clerk6")[1] or {}
        serving = answer.get("serving") or {}
        return answer.get("state"), serving.get("number"), serving.get("state")

    def never_restarted(self):
        self.checks.that("the program is the one that was started",
                         self.centre.process.poll() is None, "it ended")

    def until_grabbed(self, what):
        self.checks.until(what, True, lambda: is_grabbed(BOX))

    # -- steps

    def begin(self):
        self.open_program(AS_PANEL, "08:15:00", PANEL)
        self.shows_only("the board of a closed counter shows dashes", DASHES, 0)

    def open_program(self, devices, at, buttons):
        checks, centre = self.checks, self.centre
        checks.that("the configuration is right", *centre.configure(devices))
        checks.that("the program opens", centre.start(at), "see motcua.log")
        checks.that("a clerk signs in", centre.sign_in("clerk6"), "refused")
        for device in (buttons, BOARD):
            self.until_device(f"{device} is ready", device, "ready")
        self.until_grabbed("the box is grabbed")

    def press(self, number):
        """Presses and releases the first button: the one ticket that it gives."""
        time.sleep(max(0, self.next_press_at - time.monotonic()))
        bench("buttons", "01")
        bench("buttons", "00")
        self.next_press_at = time.monotonic() + HOLD_SECONDS
        self.expected.append(number)
        self.checks.until(f"one press gives {number}", self.expected, self.centre.numbers)

    def call(self, number):
        """The citizen at the counter is served, the next one called and shown."""
        if self.counter()[1]:
            self.centre.at_counter("start")
            self.centre.at_counter("complete", outcome="information-given")
        moment = time.monotonic()
        called = self.centre.at_counter("call-next").get("ticket", {}).get("number")
        self.checks.that(f"{number} is called", called == number, called)
        return moment

    def a_call_is_shown(self):
        for number in ("1001", "1002", "1003", "1004"):
            self.press(number)
        self.checks.that("counter 6 opens", self.centre.at_counter("open"), "refused")
        moment = self.call("1001")
        self.checks.until("the board shows 1001", "1001", self.shown_after(moment))

    def the_board_is_pulled(self):
        bench("unplug", "display")
        self.until_device("an unplugged board is missing", BOARD, "missing")
        self.call("1002")
        moment = time.monotonic()
        bench("plug", "display")
        self.shows_only("a replugged board shows what was called meanwhile", "1002", moment)
        self.until_device("a replugged board is ready", BOARD, "ready")
        self.never_restarted()

    def the_board_has_another_name(self):
        socket = next(iter(SOCKETS.iterdir()), None)
        self.checks.that("the board's adapter has a name by its socket", socket, "none")
        # While somebody holds the vanished one open, the kernel does not give its name again.
        with held(LINE):
            bench("unplug", "display")
            self.until_device("it is missing again", BOARD, "missing")
            self.call("1003")
            moment = time.monotonic()
            bench("plug", "display")
            self.shows_only("under another name it shows the truth", "1003", moment)
            self.until_device("under another name it is ready", BOARD, "ready")
            name = os.path.realpath(socket) if socket else None
            self.checks.that(f"its name is {name}, not {LINE}",
                             name not in (None, LINE) and not os.path.exists(LINE), name)
        bench("unplug", "display")
        self.until_device("from there it goes missing", BOARD, "missing")
        moment = time.monotonic()
        bench("plug", "display")
        self.shows_only("under its first name it shows the truth", "1003", moment)
        self.checks.that("its name is the first one", os.path.exists(LINE), os.listdir("/dev"))
        self.never_restarted()

    def the_cable_wobbles(self):
        """The socket loses the device and finds it again, thrice without a pause."""
        for _ in range(3):
            bench("disconnect", "display")
            bench("connect", "display")
        moment = time.monotonic()
        self.checks.until("after a wobbling cable the board shows the truth", "1003",
                          self.shown_after(moment))
        self.until_device("after a wobbling cable it is ready", BOARD, "ready")
        moment = self.call("1004")
        self.checks.until("the next call is shown", "1004", self.shown_after(moment))

    def the_box_is_pulled(self):
        self.press("1005")
        bench("unplug", "buttons")
        self.until_device("an unplugged box is missing", PANEL, "missing")
        bench("plug", "buttons")
        self.until_device("a replugged box is ready", PANEL, "ready")
        self.until_grabbed("a replugged box is grabbed again")
        self.checks.that("being put back gives no ticket",
                         self.centre.numbers() == self.expected, self.centre.numbers())
        self.press("1006")
        # Pulled out with a finger on it: the release was never told.
        time.sleep(HOLD_SECONDS)
        bench("buttons", "01")
        self.expected.append("1007")
        self.checks.until("a button held down gives 1007", self.expected, self.centre.numbers)
        bench("unplug", "buttons")
        self.until_device("pulled out while held it is missing", PANEL, "missing")
        bench("plug", "buttons")
        self.until_device("put back it is ready", PANEL, "ready")
        time.sleep(HOLD_SECONDS)
        self.press("1008")
        self.never_restarted()

    def a_button_sticks(self):
        time.sleep(HOLD_SECONDS)
        bench("buttons", "01")
        self.expected.append("1009")
        self.checks.until("a button that will stick gives 1009", self.expected,
                          self.centre.numbers)
        self.until_device("held down too long it is stuck", PANEL, "stuck")
        detail = self.centre.health(PANEL).get("detail", "")
        self.checks.that("the clerks read which", str(FIRST_CODE) in detail, detail)
        bench("buttons", "03")
        self.expected.append("2001")
        self.checks.until("the other button works meanwhile", self.expected, self.centre.numbers)
        bench("buttons", "00")
        self.until_device("freed it is ready", PANEL, "ready")
        self.next_press_at = time.monotonic() + HOLD_SECONDS
        self.press("1010")

    def close_the_counter(self):
        self.centre.at_counter("start")
        self.centre.at_counter("complete", outcome="information-given")
        moment = time.monotonic()
        self.centre.at_counter("close")
        self.checks.until("the board of a closed counter shows dashes", DASHES,
                          self.shown_after(moment))
        status = self.centre.stop()
        self.checks.that("the program ends when asked", status == 0, status)

    # -- the same box as a clerk's keypad

    def tap(self, *keys):
        """Presses and releases keys, one after the other."""
        for key in keys:
            bench("buttons", f"{1 << KEYS[key]:02x}")
            bench("buttons", "00")

    def the_box_is_a_keypad(self):
        checks = self.checks
        moment = time.monotonic()
        self.open_program(AS_KEYPAD, "08:35:00", KEYPAD)
        self.tap("next")
        self.tap(*"4321", "enter")
        # Keys are taken in their order: by then nothing came of the first one.
        checks.until("a wrong PIN is refused", lambda count: count == 1, self.refusals)
        checks.that("without a clerk the keys do nothing",
                    self.counter() == ("closed", None, None), self.counter())
        shown = set(self.board.shown(moment))
        checks.that("the board says closed all the while, and no digit", shown == {DASHES}, shown)
        self.tap(*PIN, "enter")
        checks.until("the right PIN opens the counter", ("open", None, None), self.counter)
        checks.that("the PIN is not in the log", PIN not in self.log.read_text(encoding="utf-8"),
                    "it is")
        moment = time.monotonic()
        self.tap("next")
        checks.until("the key calls 1005", ("open", "1005", "called"), self.counter)
        checks.until("the board shows 1005", "1005", self.shown_after(moment))
        bench("unplug", "buttons")
        self.until_device("an unplugged keypad is missing", KEYPAD, "missing")
        bench("plug", "buttons")
        self.until_device("a replugged keypad is ready", KEYPAD, "ready")
        self.until_grabbed("a replugged keypad is grabbed again")
        checks.that("being put back is no key", self.counter() == ("open", "1005", "called"),
                    self.counter())
        self.tap("next")
        checks.until("the key begins the service", ("open", "1005", "serving"), self.counter)
        time.sleep(DOUBLE_SECONDS)
        checks.that("one press is one step", self.counter() == ("open", "1005", "serving"),
                    self.counter())
        self.tap("complete")
        checks.until("the key completes it", ("open", None, None), self.counter)
        self.never_restarted()

    def refusals(self):
        return self.log.read_text(encoding="utf-8").count("sign-in refused, a wrong PIN")

    def end(self):
        status = self.centre.stop()
        self.checks.that("the program ends when asked", status == 0, status)
        wrong = [frame for frame in self.board.frames() if frame.get("wrong")]
        self.checks.that("every Modbus request was right, and its CRC", not wrong, wrong[:3])
        numbers = self.centre.numbers()
        self.checks.that("each press gave one ticket", numbers == self.expected, numbers)
        self.checks.that("every ticket equals what its events give", *self.centre.command(
            "rebuild", "--check", "--data", str(self.centre.data)))


@contextlib.contextmanager
def held(path):
    """Keeps a node open, so that the kernel gives its number to no other meanwhile."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        yield
    finally:
        os.close(descriptor)


def main():
    arguments = argparse.ArgumentParser()
    for name in ("program", "texts", "out"):
        arguments.add_argument(f"--{name}", required=True, type=pathlib.Path)
    given = arguments.parse_args()
    centre = Centre(given.program, given.texts, RUN / "centre", given.out)
    desk = Desk(centre, given.out)
    try:
        desk.run()
    except Exception as error:  # One line for whoever reads the checks, the rest for the log.
        desk.checks.that("the run goes to its end", False, repr(error))
        (given.out / "desk.log").write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        desk.board.stop()
        if centre.process and centre.process.poll() is None:
            centre.process.kill()
    sys.exit(1 if desk.checks.failed else 0)


if __name__ == "__main__":
    main()
