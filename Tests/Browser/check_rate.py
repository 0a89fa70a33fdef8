#!/usr/bin/env python3
"""A visit is rated at its counter, watched on a phone and on the counter's screen; help is called for.

Needs a simulated centre, open at the time, where nobody works at counters 6 and 8. Ends with status 0
and a line a step, or with status 1 and the sentence of what went wrong.
"""

import argparse
import pathlib
import sys
import time

from audit import DESK_CONTRAST, DESK_KEY, FAR_CONTRAST, audit, is_whole
from browser import PageFault, Window
from hall import Clerk

TOUCH_KEY = 76


class RateCheck:
    """Tablet, counter screen, phone, kiosk and two clerks."""

    def __init__(self, base: str, out: pathlib.Path):
        self.base = base
        self.tablet = Window("rate", 1280, 800, out)
        self.screen = Window("counter-display", 1920, 1080, out)
        self.phone = Window("phone", 412, 915, out)
        self.kiosk = Window("help-kiosk", 1080, 1920, out)
        self.desk = Window("help-desk", 1366, 768, out)
        self.windows = [self.tablet, self.screen, self.phone, self.kiosk, self.desk]
        self.clerk = Clerk(base, 6)

    def opened(self) -> None:
        self.tablet.open(self.base + "/rate/6")
        self.tablet.find("#rest")
        audit(self.tablet, FAR_CONTRAST, TOUCH_KEY)
        self.tablet.shoot("rest")
        self.screen.open(self.base + "/counters/6/display")
        self.screen.wait_text("#sign", "Quầy chưa mở")
        self.clerk.post("/counters/6/open")
        self.screen.wait_text("#sign", "Xin ông/bà chờ gọi số")
        audit(self.screen, FAR_CONTRAST, 0)
        self.screen.shoot("open")

    def unknown_counter(self) -> None:
        for window, path, place in (
                (self.tablet, "/rate/77", "#hello"),
                (self.screen, "/counters/77/display", "#sign")):
            window.open(self.base + path)
            window.wait_text(place, "Không có quầy 77")
        self.tablet.open(self.base + "/rate/6")
        self.screen.open(self.base + "/counters/6/display")
        self.screen.wait_text("#sign", "Xin ông/bà chờ gọi số")

    def visit(self, outcome: str = "information-given") -> str:
        """One number, called, served and completed; answers it."""
        ticket = self.clerk.post("/tickets", {"line": "ho-tich", "channel": "desk"})
        self.phone.open(ticket["statusURL"])
        self.phone.wait_text("#number", ticket["number"])
        self.clerk.post("/counters/6/call-next")
        self.phone.wait_text("#counter", "6", 3)
        self.screen.wait_text("#number", ticket["number"])
        return ticket["number"]

    def serve(self) -> None:
        self.clerk.post("/counters/6/start")
        self.clerk.post("/counters/6/complete", {"outcome": "information-given"})

    def watched(self) -> None:
        """The phone hears of its call at once, without asking; the screen blinks."""
        self.number = self.visit()
        self.screen.find("#stage.fresh")
        is_whole(self.screen, "#number")
        audit(self.screen, FAR_CONTRAST, 0)
        self.screen.shoot("called")
        self.phone.shoot("called")
        self.serve()
        self.phone.wait_text("#state", "Lượt phục vụ đã xong", 3)

    def content(self) -> None:
        self.tablet.wait_text("#question", self.number)
        audit(self.tablet, FAR_CONTRAST, TOUCH_KEY)
        self.tablet.shoot("ask")
        for width, height, name in ((800, 1280, "ask-upright"), (1024, 600, "ask-small")):
            self.tablet.resize(width, height)
            audit(self.tablet, FAR_CONTRAST, TOUCH_KEY)
            self.tablet.shoot(name)
        self.tablet.resize(1280, 800)
        self.tablet.click("[data-level='4']")
        self.tablet.wait_text("#thanks-words", "Cảm ơn")
        self.tablet.shoot("thanks")
        self.tablet.find("#rest")

    def discontent(self) -> None:
        """Who was not satisfied is asked why, in English after one touch; then Vietnamese again."""
        self.visit()
        self.serve()
        self.tablet.find("#levels")
        self.tablet.click("#language")
        self.tablet.wait_text("#levels", "Very dissatisfied")
        self.tablet.shoot("ask-english")
        self.tablet.click("#language")
        self.tablet.click("[data-level='1']")
        self.tablet.find("#reasons")
        audit(self.tablet, FAR_CONTRAST, TOUCH_KEY)
        self.tablet.click("[data-reason='long-wait']")
        self.tablet.click("[data-reason='unclear']")
        self.tablet.shoot("why")
        self.tablet.click("#send")
        self.tablet.wait_text("#thanks-words", "Cảm ơn")
        self.tablet.find("#rest")

    def walked_away(self) -> None:
        """A level without a reason counts; a question nobody answers closes."""
        self.visit()
        self.serve()
        self.tablet.click("[data-level='2']")
        self.tablet.find("#reasons")
        self.tablet.wait_text("#thanks-words", "Cảm ơn", 25)

    def next_citizen(self) -> None:
        """When the next one is being served, the tablet asks no more."""
        self.visit()
        self.serve()
        self.tablet.find("#levels")
        self.visit()
        self.tablet.find("#levels")
        self.clerk.post("/counters/6/start")
        self.tablet.find("#rest")
        self.clerk.post("/counters/6/complete", {"outcome": "information-given"})

    def counted(self) -> None:
        manager = Clerk.__new__(Clerk)
        manager.base, manager.counter, manager.token = self.base, 0, None
        manager.token = manager.post(
            "/session", {"user": "manager1", "password": "motcua"})["token"]
        day = "2026-11-23"
        total = manager.get(f"/reports/ratings?from={day}&to={day}&by=counter")["total"]
        if (total["visits"], total["rated"], total["satisfied"]) != (5, 3, 1):
            raise PageFault(f"five visits, three rated, one satisfied are reported as {total}")
        if total["reasons"]["unclear"] != 1 or total["levels"] != [1, 1, 0, 1]:
            raise PageFault(f"levels and reasons are reported as {total}")

    def help_called(self) -> None:
        self.desk.open(self.base + "/clerk")
        self.desk.find(".gate input")
        for name, value in (("user", "clerk8"), ("password", "motcua")):
            self.desk.find(f"[name={name}]").send_keys(value)
        self.desk.click(".gate button")
        self.desk.click("[data-counter='8']")
        self.desk.find("#desk")
        self.kiosk.open(self.base + "/kiosk")
        self.kiosk.find("#lines button")
        self.kiosk.click("#choose .help-key")
        self.kiosk.wait_text("#helped", "Đã báo cán bộ")
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        self.kiosk.shoot("called")
        self.desk.wait_text("#help", "Có người cần giúp")
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("called")
        self.desk.click("#help button")
        self.desk.wait(lambda: not self.desk.text("#help"), "the strip to go")
        self.kiosk.wait_text("#helped", "Cán bộ đang đến")
        self.kiosk.shoot("coming")
        self.kiosk.wait(lambda: not self.kiosk.text("#helped"), "the kiosk to be quiet", 30)

    def run(self) -> None:
        steps = [
            ("tablet and counter screen open", self.opened),
            ("a counter that is none is told", self.unknown_counter),
            ("phone and screen hear of a call at once", self.watched),
            ("the satisfied press once", self.content),
            ("who was not satisfied says why", self.discontent),
            ("who walks away is counted", self.walked_away),
            ("nobody rates for another", self.next_citizen),
            ("the report counts what was rated", self.counted),
            ("help is called, and somebody goes", self.help_called),
        ]
        for words, step in steps:
            started = time.monotonic()
            step()
            print(f"ok {words} ({time.monotonic() - started:.1f} s)", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://127.0.0.1:8080")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for screenshots")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    check = RateCheck(options.base.rstrip("/"), options.out)
    try:
        check.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        for window in check.windows:
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
