#!/usr/bin/env python3
"""Drives a citizen's visit over every page of a running, simulated motcua.

Ends with status 0 and a line a step, or with status 1 and the sentence of what went wrong.
"""

import argparse
import pathlib
import re
import sys
import time

from audit import (
    DESK_CONTRAST, DESK_KEY, FAR_CONTRAST, TOUCH_KEY, audit, console_is_silent,
)
from browser import PageFault, Window
from desk import DeskSteps
from hall import Clerk
from selenium.webdriver.common.keys import Keys

KIOSK_BYTES_MAX = 150_000


class Visit(DeskSteps):
    """One visit, its pages and what is known of it so far."""

    def __init__(self, base: str, out: pathlib.Path, clerk: int, line: str):
        self.base, self.out, self.clerk, self.line = base, out, clerk, line
        self.kiosk = Window("kiosk", 1080, 1920, out)
        self.display = Window("display", 1920, 1080, out)
        self.desk = Window("clerk", 1366, 768, out)
        self.bench = Window("bench", 1400, 1000, out)
        self.other = Window("other", 1000, 900, out)
        # Blinking lamps would be dark in half of the pictures.
        self.bench.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-reduced-motion", "value": "reduce"}]})
        self.windows = [self.kiosk, self.display, self.desk, self.bench, self.other]
        self.number = ""
        self.status_path = ""
        self.other_clerk = Clerk(base, 8)

    def index(self) -> None:
        self.other.open(self.base + "/")
        self.other.find("a[href='/bench']")
        self.other.shoot("index")
        audit(self.other, DESK_CONTRAST, DESK_KEY)

    def open_pages(self) -> None:
        self.display.open(self.base + "/display")
        self.bench.open(self.base + "/bench")
        self.kiosk.open(self.base + "/kiosk")
        self.kiosk.find(f"[data-line='{self.line}']")
        self.display.find("#lines li")
        self.bench.find(".board")
        self.kiosk.wait(
            lambda: self.kiosk.text(f"[data-line='{self.line}'] .state"), "the line's state")
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        audit(self.bench, DESK_CONTRAST, DESK_KEY)
        self.kiosk.shoot("choose")
        self.bench.shoot("before")

    def kiosk_is_light(self) -> None:
        size = self.kiosk.driver.execute_script(
            "return [...performance.getEntriesByType('resource'),"
            " ...performance.getEntriesByType('navigation')]"
            ".filter((e) => !e.name.includes('/fonts/') && !e.name.includes('/stream'))"
            ".reduce((sum, e) => sum + (e.encodedBodySize || 0), 0)")
        if size > KIOSK_BYTES_MAX:
            raise PageFault(f"the kiosk page takes {size} bytes without fonts")
        print(f"  kiosk page without fonts: {size} bytes")

    def kiosk_modes(self) -> None:
        for key in ("#large", "#contrast"):
            self.kiosk.click(key)
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        self.kiosk.shoot("large-contrast")
        for key in ("#large", "#contrast"):
            self.kiosk.click(key)
        self.kiosk.click("#language")
        self.kiosk.wait_text("#choose h1", "Welcome")
        self.kiosk.resize(1920, 1080)
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        self.kiosk.shoot("wide-english")
        self.kiosk.resize(1080, 1920)
        self.kiosk.click("#language")
        self.kiosk.wait_text("#choose h1", "Xin chào")

    def take_number(self) -> None:
        slips = self.slips()
        self.kiosk.click(f"[data-line='{self.line}']")
        self.number = self.kiosk.find("#number").text.strip()
        if not re.fullmatch(r"\d{4}", self.number):
            raise PageFault(f"the kiosk shows “{self.number}”, which is no number")
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        self.kiosk.shoot("number")
        source = self.kiosk.driver.execute_script(
            "return document.getElementById('qr-picture').getAttribute('src')")
        if source:
            self.kiosk.wait(lambda: self.kiosk.driver.execute_script(
                "return document.getElementById('qr-picture').naturalWidth > 0"), "the QR code")
            self.status_path = source.removesuffix("/qr.png")
        self.kiosk.click("#done")
        self.kiosk.find("#choose h1")
        self.bench.wait(lambda: self.slips() > slips, "a slip to come out of the bench's printer")
        self.bench.wait(lambda: self.bench.driver.execute_script(
            "return document.querySelector('.paper')?.naturalWidth > 0"), "the slip's picture")
        self.bench.shoot("slip")

    def slips(self) -> int:
        found = re.match(r"\d+", self.bench.text(".printer p"))
        return int(found[0]) if found else 0

    def phone(self, expected: str, step: str) -> None:
        if not self.status_path:
            return
        self.other.resize(390, 844)
        self.other.open(self.base + self.status_path)
        self.other.wait_text("#number", self.number)
        self.other.wait_text("#state", expected)
        audit(self.other, DESK_CONTRAST, DESK_KEY)
        self.other.shoot(f"phone-{step}")

    def busy_morning(self) -> None:
        """Waits foreseen, and a line that may close before one's turn, said before the press."""
        window = Window("busy", 1080, 1920, self.out)
        self.windows.append(window)
        window.foresee()
        window.open(self.base + "/kiosk")
        window.wait_text(f"[data-line='{self.line}'] .estimate", "dưới 7 phút")
        window.wait_text("[data-line='chung-thuc'] .estimate", "4–14 phút")
        window.wait_text("[data-line='dat-dai'] .closing", "không kịp")
        audit(window, FAR_CONTRAST, TOUCH_KEY)
        window.shoot("choose")
        for key in ("#large", "#contrast"):
            window.click(key)
        audit(window, FAR_CONTRAST, TOUCH_KEY)
        window.shoot("choose-large")
        for key in ("#large", "#contrast"):
            window.click(key)
        window.resize(1366, 768)
        audit(window, FAR_CONTRAST, TOUCH_KEY)
        window.shoot("choose-panel")
        window.click("[data-line='dat-dai']")
        window.wait_text("#wait", "10–20 phút")
        window.wait_text("#closing-note", "Gần hết giờ")
        audit(window, FAR_CONTRAST, TOUCH_KEY)
        window.shoot("number-panel")
        window.resize(1080, 1920)
        window.shoot("number")
        window.resize(1920, 1080)
        window.open(self.base + "/display")
        window.wait_text("#lines li:nth-child(2) small", "4–14 phút")
        audit(window, FAR_CONTRAST, 0)
        window.shoot("display")
        if self.status_path:
            window.resize(390, 844)
            window.open(self.base + self.status_path)
            window.wait_text("#estimate dd", "10–20 phút")
            audit(window, DESK_CONTRAST, DESK_KEY)
            window.shoot("phone")

    def hall_learns(self) -> None:
        """After some services the hall foresees waits, and the kiosk says so."""
        self.other_clerk.serve_some(self.line, 6)
        self.kiosk.wait_text(f"[data-line='{self.line}'] .estimate", "Dự kiến")

    def sign_in(self) -> None:
        self.desk.open(self.base + "/clerk")
        self.desk.find("[name=user]").send_keys(f"clerk{self.clerk}")
        self.desk.find("[name=password]").send_keys("wrong" + Keys.ENTER)
        self.desk.find(".refusal")
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("refused")
        self.desk.find("[name=password]").clear()
        self.desk.find("[name=password]").send_keys("motcua" + Keys.ENTER)
        self.desk.find("[data-counter]")
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("counters")
        self.desk.click(f"[data-counter='{self.clerk}']")
        self.desk.wait_text("#counter-name", str(self.clerk))
        self.desk.shoot("idle")

    def call(self) -> None:
        """Space until the visit's own number is at the desk; others that wait are served first."""
        for _ in range(200):
            self.desk.wait_text("#primary", "Mời người kế tiếp")
            self.desk.type(" ")
            called = self.desk.find("#number:not(.nobody)").text.strip()
            if called == self.number:
                return
            self.serve("5")
        raise PageFault(f"{self.number} was not called among 200 people")

    def seen_everywhere(self) -> None:
        counter = str(self.clerk)
        self.display.wait(
            lambda: self.display.text("#number") == self.number
            and self.display.text("#counter") == counter,
            f"the hall to show {self.number} at counter {counter}", 90)
        audit(self.display, FAR_CONTRAST, 0)
        self.display.shoot("called")
        self.bench.wait(
            lambda: self.bench.driver.execute_script(
                "return document.querySelector(`[data-counter='${arguments[0]}']`)"
                ".dataset.shows", counter) == self.number,
            f"counter {counter}'s board to show {self.number}")
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("called")
        self.bench.shoot("called")

    def finish(self) -> None:
        self.desk.type("c")
        self.desk.find("#panel .primary, #panel button")
        self.desk.shoot("transfer")
        self.desk.type(Keys.ESCAPE)
        self.desk.wait_text("#primary", "Bắt đầu phục vụ")
        self.desk.type(" ")
        self.desk.wait_text("#primary", "Hoàn tất")
        self.desk.type(" ")
        self.desk.wait_text("#message", "Chọn kết quả")
        self.desk.type("1")
        self.desk.type(" ")
        self.desk.wait_text("#message", "Hãy chọn thủ tục")
        self.desk.type(Keys.ESCAPE)
        self.desk.type("/")
        self.desk.type("dang ky")
        self.desk.find("#found button")
        self.desk.shoot("procedures")
        self.desk.type(Keys.ENTER)
        self.desk.find("#chosen button")
        self.desk.type(" ")
        self.desk.wait_text("#primary", "Mời người kế tiếp")
        self.desk.wait(
            lambda: re.search(r"[GHK]\d{2}\S*-\d{6}-\d{4,}", self.desk.text("#message")),
            "the dossier code to come back to the desk")
        self.desk.shoot("dossier")

    def printed_again(self) -> None:
        """A clerk has a slip printed again; a number that nobody took is not found."""
        slips = self.slips()
        self.desk.find("#wanted").send_keys(self.other_clerk.take_number(self.line))
        self.desk.click("#reprint")
        self.desk.wait_text("#message", "Đã gửi in lại")
        # The first print comes out too.
        self.bench.wait(lambda: self.slips() >= slips + 2, "the slip and its second print")
        self.desk.shoot("reprint")
        self.desk.find("#wanted").send_keys("999")
        self.desk.click("#reprint")
        self.desk.wait_text("#message.problem", "Hôm nay không có số 999")
        self.desk.type(" ")
        self.serve("5")

    def bench_press(self) -> None:
        slips = self.slips()
        self.bench.click(f"[data-line='{self.line}']")
        self.bench.wait(lambda: self.slips() > slips, "a slip for the button pressed")
        self.call_whoever_and_park()

    def call_whoever_and_park(self) -> None:
        """A no-show before three invitations asks why; a parked number comes back by one key."""
        self.desk.type(" ")
        number = self.desk.find("#number:not(.nobody)").text.strip()
        self.desk.wait_text("#primary", "Bắt đầu phục vụ")
        self.desk.type("h")
        self.desk.find("#panel [data-digit='1']")
        self.desk.type("1")
        self.desk.click(f"[data-resume='{number}']")
        self.desk.wait_text("#number", number)
        self.serve("5")

    def manager(self) -> None:
        self.other.resize(1366, 900)
        self.other.open(self.base + "/manager")
        self.other.find("[name=user]").send_keys("manager1")
        self.other.find("[name=password]").send_keys("motcua" + Keys.ENTER)
        self.other.wait_text(f"#now [data-line='{self.line}']", "dưới")
        self.other.find("#rows tr")
        audit(self.other, DESK_CONTRAST, DESK_KEY)
        self.other.shoot("manager-now")
        self.other.resize(1366, 1700)
        self.other.shoot("manager-report")

    def close_counter(self) -> None:
        self.desk.click("#close")
        self.desk.wait_text("#primary", "Mở lại quầy")
        self.desk.shoot("closed")

    def consoles(self) -> None:
        for window in self.windows:
            console_is_silent(window)

    def run(self) -> None:
        steps = [
            ("first page", self.index),
            ("kiosk, hall and bench open", self.open_pages),
            ("kiosk page is light", self.kiosk_is_light),
            ("large text, contrast, English", self.kiosk_modes),
            ("a touch gives a number and a slip", self.take_number),
            ("the phone shows the place", lambda: self.phone("ông/bà", "waiting")),
            ("waits foreseen, on every screen", self.busy_morning),
            ("a clerk signs in and opens a counter", self.sign_in),
            ("Space calls the number", self.call),
            ("hall, board and desk show it", self.seen_everywhere),
            ("the phone shows the counter", lambda: self.phone(str(self.clerk), "called")),
            ("served by keyboard, dossier code back", self.finish),
            ("the phone says thanks", lambda: self.phone("cảm ơn", "completed")),
            ("the hall learns from six services", self.hall_learns),
            ("a call and a service taken back", self.undo),
            ("sent on with what was done", self.send_on),
            ("claims verified, rejected and missed", self.claims),
            ("missed, back, and back too often", self.comes_back),
            ("the desk at 200 %", self.enlarged),
            ("a slip printed again", self.printed_again),
            ("a physical button, parked and back", self.bench_press),
            ("the manager reads the hall and the log", self.manager),
            ("the counter closes", self.close_counter),
            ("no console complained", self.consoles),
        ]
        for words, step in steps:
            started = time.monotonic()
            step()
            print(f"ok {words} ({time.monotonic() - started:.1f} s)", flush=True)

    def close(self) -> None:
        for window in self.windows:
            window.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://127.0.0.1:8080")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for screenshots")
    parser.add_argument("--clerk", type=int, default=9, help="clerkN works at counter N")
    parser.add_argument("--line", default="ho-tich")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    visit = Visit(options.base.rstrip("/"), options.out, options.clerk, options.line)
    try:
        visit.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        visit.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
