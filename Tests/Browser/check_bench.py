#!/usr/bin/env python3
"""Breaks and mends every simulated device at the bench, and looks at what the pages say of it;
types on a clerk's keypad, PIN and all.

Needs a simulated centre in which nobody works at counter 4. Ends with status 0 and a line a step,
or with status 1 and the sentence of what went wrong.
"""

import argparse
import pathlib
import sys

from audit import DESK_CONTRAST, DESK_KEY, audit, console_is_silent
from browser import PageFault, Window
from hall import Clerk
from selenium.webdriver.common.keys import Keys

COUNTER = 4
PIN = "4704"
LINE = "xay-dung"
# The device, what is done to it, and what the centre must come to believe.
TROUBLES = (
    ("printer-1", "paper-low", "paper-low"),
    ("printer-1", "paper-out", "paper-out"),
    ("printer-1", "cover-open", "cover-open"),
    ("printer-1", "unplugged", "missing"),
    # This board answers, so its silence is noticed; its neighbour cannot.
    ("board-1", "dead", "silent"),
    ("board-1", "unplugged", "missing"),
    ("panel-1", "unplugged", "missing"),
    ("keypad-4", "unplugged", "missing"),
)
DEAF_BOARD = "board-2"


class Bench:
    """The bench beside a manager's page, on which every device stands."""

    def __init__(self, base: str, out: pathlib.Path):
        self.base = base
        self.bench = Window("bench", 1400, 1000, out)
        self.desk = Window("bench-clerk", 1366, 768, out)
        self.kiosk = Window("bench-kiosk", 1080, 1920, out)
        self.windows = [self.bench, self.desk, self.kiosk]
        self.clerk = Clerk(base, 8)

    # -- small steps

    def bar(self, device: str, rest: str = "") -> str:
        return f"[data-faults='{device}'] {rest}".strip()

    def condition(self, device: str) -> str:
        """What the bench says that the centre believes."""
        return self.bench.find(self.bar(device, "[data-condition]")).get_attribute(
            "data-condition")

    def until(self, device: str, condition: str) -> None:
        self.bench.wait(lambda: self.condition(device) == condition,
                        f"{device} to be {condition}", seconds=30)

    def believed(self, device: str) -> str:
        """What the clerks' pages are told."""
        devices = self.clerk.get("/devices")["devices"]
        return next((one["condition"] for one in devices if one["id"] == device), "")

    def toggle(self, device: str, fault: str) -> None:
        self.bench.click(self.bar(device, f"[data-fault='{fault}']"))

    def key(self, *keys: str) -> None:
        for key in keys:
            self.bench.click(f"#keypad [data-key='{key}']")

    def board(self, counter: int) -> str:
        return self.bench.driver.find_element(
            "css selector", f"#boards [data-counter='{counter}']").get_attribute("data-shows")

    def hall_row(self, row: int) -> str:
        return self.bench.driver.find_element(
            "css selector", f"#boards [data-row='{row}']").get_attribute("data-shows")

    def shoot(self, step: str, place: str) -> None:
        self.bench.driver.execute_script(
            "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", place)
        audit(self.bench, DESK_CONTRAST, DESK_KEY)
        self.bench.shoot(step)

    # -- steps

    def alive(self) -> None:
        self.bench.open(self.base + "/bench")
        for device in ("printer-1", "panel-1", "board-1", DEAF_BOARD):
            self.until(device, "ready")
        self.bench.click("[data-keypad='keypad-4']")
        self.until("keypad-4", "ready")
        self.shoot("alive", "header")
        self.shoot("keypad", "#keypads")

    def every_trouble(self) -> None:
        for device, fault, condition in TROUBLES:
            self.toggle(device, fault)
            self.until(device, condition)
            if self.believed(device) != condition:
                raise PageFault(f"the clerks are told that {device} is {self.believed(device)}")
            if fault in ("cover-open", "dead"):
                self.shoot(f"{device}-{fault}", self.bar(device))
            self.toggle(device, fault)
            self.until(device, "ready")

    def nobody_knows(self) -> None:
        """A board that cannot answer is dark, and the page says that nobody knows."""
        self.toggle(DEAF_BOARD, "dead")
        self.bench.wait_text(self.bar(DEAF_BOARD, ".remark"), "không trả lời được")
        self.bench.wait(lambda: self.board(2) == "", "the board to be dark")
        self.shoot("deaf-board", self.bar(DEAF_BOARD))
        self.toggle(DEAF_BOARD, "dead")
        self.bench.wait(lambda: self.board(2) == "----", "the board to be told again")

    def seen_elsewhere(self) -> None:
        """No paper: the clerk and the citizen read it."""
        self.desk.open(self.base + "/clerk")
        self.desk.find("[name=user]").send_keys("clerk9")
        self.desk.find("[name=password]").send_keys("motcua" + Keys.ENTER)
        self.desk.click("[data-counter='9']")
        self.kiosk.open(self.base + "/kiosk")
        self.kiosk.find(f"[data-line={LINE}]")
        self.toggle("printer-1", "paper-out")
        self.desk.wait_text("#paper", "hết giấy")
        self.kiosk.wait_text("#printer", "hết giấy")
        self.desk.shoot("paper-out")
        self.kiosk.shoot("paper-out")
        self.toggle("printer-1", "paper-out")
        self.desk.wait(lambda: "hết giấy" not in self.desk.text("#paper"), "the paper to be back")

    def stuck_button(self) -> None:
        self.toggle("panel-1", "stuck")
        self.bench.click("[data-code='304']")
        self.until("panel-1", "stuck")
        self.shoot("panel-stuck", "#panels")
        # Pressed once more it is free.
        self.bench.click("[data-code='304']")
        self.until("panel-1", "ready")
        self.toggle("panel-1", "stuck")

    def counter(self) -> tuple:
        answer = self.clerk.get(f"/counters/{COUNTER}")
        serving = answer.get("serving") or {}
        return answer["state"], serving.get("number"), serving.get("state")

    def until_counter(self, state: str, number: str | None, step: str | None) -> None:
        self.bench.wait(lambda: self.counter() == (state, number, step),
                        f"counter {COUNTER} to be {(state, number, step)}")

    def keypad(self) -> None:
        number = self.clerk.take_number(LINE)
        self.key("next")
        self.key(*"4799", "enter")
        self.bench.wait_text("#keypad .told", "Er 6")
        self.until_counter("closed", None, None)
        self.shoot("wrong-pin", "#keypads")
        self.key(*PIN[:2])
        self.bench.wait_text("#keypad .told", "••")
        self.key(*PIN[2:], "enter")
        self.until_counter("open", None, None)
        self.key("next")
        self.until_counter("open", number, "called")
        self.bench.wait(lambda: self.board(COUNTER) == number, "the board to show it")
        self.bench.wait(lambda: self.hall_row(1) == f"{number}{COUNTER:02}",
                        "the hall board to show number and counter")
        self.shoot("hall-board", "#boards [data-row='1']")
        # The same key twice within a second is one press; another key in between makes it two.
        self.key("cancel")
        self.toggle("keypad-4", "stuck")
        self.key("next")
        self.until("keypad-4", "stuck")
        self.until_counter("open", number, "serving")
        self.shoot("keypad-stuck", "#keypads")
        self.key("next")
        self.until("keypad-4", "ready")
        self.toggle("keypad-4", "stuck")
        self.key("complete")
        self.bench.wait_text("#keypad .told", "Kết quả nào")
        self.shoot("outcome", "#keypads")
        self.key("5")
        self.until_counter("open", None, None)
        self.key("0", "pause")
        self.until_counter("closed", None, None)

    def run(self) -> None:
        for words, step in (
            ("every device is alive", self.alive),
            ("every device breaks, is told of and mends", self.every_trouble),
            ("a board that cannot answer dies unnoticed, and the page says so", self.nobody_knows),
            ("no paper is read by clerk and citizen", self.seen_elsewhere),
            ("a stuck button is told and freed", self.stuck_button),
            ("a keypad works by its PIN, with a stuck key, too", self.keypad),
        ):
            step()
            print(f"ok {words}", flush=True)
        for window in self.windows:
            console_is_silent(window)

    def close(self) -> None:
        for window in self.windows:
            window.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for screenshots")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    bench = Bench(options.base.rstrip("/"), options.out)
    try:
        bench.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        bench.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
