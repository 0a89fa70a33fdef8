#!/usr/bin/env python3
"""Scans receipts and citizens' cards at the bench, and looks at what kiosk and clerk are shown.

Needs a simulated centre in which nobody works at counter 6. Ends with status 0 and a line a step,
or with status 1 and the sentence of what went wrong.
"""

import argparse
import pathlib
import sys
import time

from audit import DESK_CONTRAST, DESK_KEY, FAR_CONTRAST, TOUCH_KEY, audit, console_is_silent
from browser import PageFault, Window
from hall import Clerk
from selenium.webdriver.common.keys import Keys

PROCEDURE = "1.004837"
SECRETS = ["072188000017", "Minh Ánh", "29/02/1988", "Khu phố 3"]


class Scans:
    def __init__(self, base: str, out: pathlib.Path):
        self.base = base
        self.kiosk = Window("scan-kiosk", 1080, 1920, out)
        self.desk = Window("scan-clerk", 1366, 768, out)
        self.bench = Window("scan-bench", 1400, 1000, out)
        self.windows = [self.kiosk, self.desk, self.bench]
        self.clerk = Clerk(base, 6)
        self.code = ""

    def receive(self) -> None:
        """A dossier received at counter 6, so that there is a receipt."""
        self.clerk.take_number("ho-tich")
        for step in ["open", "call-next", "start"]:
            self.clerk.post(f"/counters/6/{step}")
        self.clerk.post("/counters/6/complete",
                        {"outcome": "dossier-received", "procedures": [PROCEDURE]})

    def open_pages(self) -> None:
        self.kiosk.open(self.base + "/kiosk")
        self.kiosk.find("[data-line='tra-ket-qua']")
        self.kiosk.wait(lambda: self.kiosk.text("[data-line='tra-ket-qua'] .state"), "the hall")
        self.bench.open(self.base + "/bench")
        self.code = self.bench.find("[data-scanner='scanner-1'] [data-receipt]").get_attribute(
            "data-receipt")
        audit(self.bench, DESK_CONTRAST, DESK_KEY)
        self.bench.find("#scanners")
        self.bench.driver.execute_script(
            "document.getElementById('scanners').scrollIntoView()")
        self.bench.shoot("scanners")

    def scan(self, what: str, scanner: str = "scanner-1") -> None:
        self.bench.click(f"[data-scanner='{scanner}'] {what}")

    def shown(self, words: str, step: str) -> None:
        self.kiosk.wait_text("#scan-words", words)
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        self.kiosk.shoot(step)

    def back(self) -> None:
        self.kiosk.find("#choose h1")
        if self.kiosk.text("#scan-words") or self.kiosk.text("#card"):
            raise PageFault("something of the last scan is left for the next person")

    def early(self) -> None:
        """Not ready: the day, and a number all the same for whoever wants one."""
        self.scan(f"[data-receipt='{self.code}']")
        self.shown("chưa có kết quả. Hẹn trả ngày", "not-ready")
        for key in ("data-large", "data-contrast"):
            self.kiosk.driver.execute_script(
                "document.documentElement.setAttribute(arguments[0], '')", key)
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        self.kiosk.shoot("not-ready-large-contrast")
        self.kiosk.resize(1366, 768)
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        self.kiosk.shoot("not-ready-panel")
        self.kiosk.resize(1080, 1920)
        self.kiosk.click("#scan-close")
        self.back()

    def sorry(self) -> None:
        self.scan("[data-sample='unknown']")
        self.shown("không tìm thấy hồ sơ", "unknown")
        # Noise takes no answer away; whoever holds the code there is answered in the end.
        self.scan("[data-sample='garbage']")
        self.shown("không tìm thấy hồ sơ", "unknown")
        self.kiosk.click("#scan-close")
        self.back()

        def held_there() -> bool:
            self.scan("[data-sample='garbage']")
            return "không đọc được mã" in self.kiosk.text("#scan-words")

        self.kiosk.wait(held_there, "the code to be called unreadable")
        self.shown("không đọc được mã", "garbage")
        self.kiosk.click("#scan-close")
        self.back()

    def ready(self) -> None:
        """The result is noted at the bench; the same receipt gets a number."""
        self.bench.click(f"[data-result='{self.code}']")
        self.bench.wait_text(f"[data-result='{self.code}']", "chưa có")
        self.scan(f"[data-receipt='{self.code}']")
        self.kiosk.wait_text("#scan-note", "đã có kết quả")
        number = self.kiosk.text("#number")
        if not number.startswith("8"):
            raise PageFault(f"{number} is no number of the line of results")
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        self.kiosk.shoot("ready")
        self.kiosk.resize(1366, 768)
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        if self.kiosk.driver.execute_script(
                "return document.documentElement.scrollHeight > innerHeight"):
            raise PageFault("a number that a scan gave does not fit the panel")
        self.kiosk.shoot("ready-panel")
        self.kiosk.resize(1080, 1920)
        self.kiosk.click("#done")
        self.back()
        # The citizen comes back to the scanner: there is one number for one receipt.
        self.scan("[data-sample='unknown']")
        self.kiosk.wait_text("#scan-words", "không tìm thấy")
        self.scan(f"[data-receipt='{self.code}']")
        self.shown("đã có số", "held")
        if self.kiosk.text("#scan-number") != number:
            raise PageFault("another number for the same receipt")
        self.kiosk.click("#scan-close")
        self.back()

    def anyway(self) -> None:
        """The result is not there after all; a number is taken all the same."""
        self.receive()
        fresh = self.bench.wait(
            lambda: next((key.get_attribute("data-receipt") for key in
                          self.bench.driver.find_elements(
                              "css selector", "[data-scanner='scanner-1'] [data-receipt]")
                          if key.get_attribute("data-receipt") != self.code), None),
            "the second receipt")
        self.scan(f"[data-receipt='{fresh}']")
        self.kiosk.click("#scan-take")
        self.kiosk.wait(lambda: self.kiosk.text("#number").startswith("8"), "a number")
        if self.kiosk.text("#scan-note"):
            raise PageFault("a number taken too early is told to be for a ready result")
        self.kiosk.click("#done")
        self.back()

    def card(self) -> None:
        """A card at the kiosk goes with the number taken next, to the clerk alone."""
        self.scan("[data-sample='card']")
        self.kiosk.wait_text("#card", "thẻ căn cước")
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        self.kiosk.shoot("card")
        self.kiosk.click("[data-line='ho-tich']")
        number = self.kiosk.find("#number").text
        self.kiosk.click("#done")
        self.back()
        self.sees_nothing(self.kiosk)
        self.desk.open(self.base + "/clerk")
        self.desk.find("[name=user]").send_keys("clerk6")
        self.desk.find("[name=password]").send_keys("motcua" + Keys.ENTER)
        self.desk.wait_text("#counter-name", "6")
        # Those with a receipt in hand came before.
        while True:
            self.desk.wait_text("#primary", "Mời người kế tiếp")
            self.desk.type(" ")
            if self.desk.find("#number:not(.nobody)").text.strip() == number:
                break
            self.serve()
        self.desk.find("#prefill")
        self.sees_nothing(self.desk)
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("covered")
        for field, words in (("name", "Trần Thị Minh Ánh"), ("bornOn", "29/02/1988"),
                             ("identity", "072188000017"), ("address", "Khu phố 3")):
            self.desk.click(f"#prefill [data-field='{field}']")
            self.desk.wait_text(f"#prefill [data-field='{field}']", words)
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("shown")
        self.desk.click("#prefill [data-field='name']")
        self.desk.wait_text("#prefill [data-field='name']", "•")

    def cleared(self) -> None:
        self.desk.click("#prefill-clear")
        self.desk.wait(lambda: not self.desk.text("#prefill"), "the card to be gone")
        self.sees_nothing(self.desk)
        # Not only out of sight: the controller has it no more.
        time.sleep(2.5)
        if self.desk.text("#prefill"):
            raise PageFault("a card that was deleted came back")

    def at_the_counter(self) -> None:
        """The counter's own scanner, the older form of dates; gone when the service ends."""
        self.scan("[data-sample='card-slashes']", "scanner-6")
        self.desk.click("#prefill [data-field='bornOn']")
        self.desk.wait_text("#prefill [data-field='bornOn']", "02/09/1990")
        self.desk.shoot("own-scanner")
        self.serve()
        self.desk.wait(lambda: not self.desk.text("#prefill"), "the card to be gone")
        page = self.desk.driver.page_source
        if "Lê Văn Bình" in page or "072090000025" in page:
            raise PageFault("the page still holds the card of somebody who left")
        kept = self.desk.driver.execute_script(
            "return JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])")
        if "0720" in kept:
            raise PageFault("the browser keeps a card")
        self.desk.shoot("served")

    def serve(self) -> None:
        self.desk.wait_text("#primary", "Bắt đầu phục vụ")
        self.desk.type(" ")
        self.desk.wait_text("#primary", "Hoàn tất")
        self.desk.type("5")
        self.desk.find("#outcome-keys [aria-pressed=true]")
        self.desk.type(" ")
        self.desk.wait_text("#primary", "Mời người kế tiếp")

    def sees_nothing(self, window: Window) -> None:
        page = window.driver.page_source
        for secret in SECRETS:
            if secret in page:
                raise PageFault(f"{window.name} shows what a card says")

    def run(self) -> None:
        for words, step in [
            ("a dossier is received", self.receive), ("pages open", self.open_pages),
            ("a receipt too early", self.early), ("unknown and broken codes", self.sorry),
            ("a result noted, a number given", self.ready),
            ("a number all the same", self.anyway),
            ("a card, covered until touched", self.card), ("deleted by the clerk", self.cleared),
            ("gone with its citizen", self.at_the_counter),
            ("no console complained", lambda: [console_is_silent(w) for w in self.windows]),
        ]:
            step()
            print(f"ok {words}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    scans = Scans(options.base.rstrip("/"), options.out)
    try:
        scans.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        for window in scans.windows:
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
