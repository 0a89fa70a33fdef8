#!/usr/bin/env python3
"""A visit with eyes closed: four keys and a voice, from the greeting to the number.

Needs a simulated centre, open at the time. Ends with status 0 and a line a step, or with status 1 and
the sentence of what went wrong.
"""

import argparse
import pathlib
import sys
import time

from selenium.webdriver.common.keys import Keys

from audit import FAR_CONTRAST, audit, console_is_silent
from browser import PageFault, Window

# What the page asked the controller to say, in order.
HEARD = """return performance.getEntriesByType('resource')
    .filter((one) => one.name.includes('/speech?'))
    .map((one) => new URL(one.name).searchParams.get('words'));"""
# Keeps how loud each sound was played.
LISTEN = """
window.gains = [];
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...rest) {
  window.gains.push(this.buffer.duration);
  return start.apply(this, rest);
};
"""


class SpeakCheck:
    """One kiosk, and ears."""

    def __init__(self, base: str, out: pathlib.Path):
        self.base = base
        self.kiosk = Window("speak", 1080, 1920, out)

    def spoken(self) -> str:
        return self.kiosk.text("#spoken")

    def press(self, key: str, expected: str) -> None:
        self.kiosk.type(key)
        self.kiosk.wait_text("#spoken", expected)

    def silent_at_first(self) -> None:
        self.kiosk.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
        self.kiosk.open(self.base + "/kiosk")
        self.kiosk.find("#lines button")
        if self.kiosk.driver.execute_script(HEARD) or self.spoken():
            raise PageFault("the kiosk speaks to nobody")
        self.kiosk.type(Keys.ESCAPE)
        if self.spoken():
            raise PageFault("the stop key begins to speak")

    def greeting(self) -> None:
        self.press(Keys.ARROW_RIGHT, "Xin chào ông/bà!")
        self.kiosk.wait_text("#spoken", "Có bốn phím")
        self.kiosk.wait(
            lambda: len(self.kiosk.driver.execute_script("return window.gains")) > 0,
            "the first sound", 15)
        length = self.kiosk.driver.execute_script("return window.gains[0]")
        if length < 3:
            raise PageFault(f"the greeting is {length:.1f} s of sound: no voice spoke it")
        audit(self.kiosk, FAR_CONTRAST, 76)
        self.kiosk.shoot("greeting")

    def to_choice(self, wanted: str) -> None:
        for _ in range(40):
            before = self.spoken()
            self.kiosk.type(Keys.ARROW_RIGHT)
            self.kiosk.wait(lambda: self.spoken() != before, "the next choice to be said")
            if wanted in self.spoken():
                return
        raise PageFault(f"“{wanted}” is never said")

    def choices(self) -> None:
        self.to_choice("Người cao tuổi")
        self.press(Keys.ENTER, "đang được chọn")
        self.press(Keys.ARROW_LEFT, "Người cao tuổi")
        self.to_choice("Chứng thực")
        self.kiosk.shoot("choice")

    def stopped(self) -> None:
        """The first stop brings silence, and the way goes on."""
        self.kiosk.type(Keys.ARROW_LEFT)
        time.sleep(0.5)
        self.kiosk.type(Keys.ESCAPE)
        if not self.spoken():
            raise PageFault("one stop ended the visit in the middle of a sentence")

    def number(self) -> None:
        self.kiosk.type(Keys.ENTER)
        number = self.kiosk.find("#number").text
        self.kiosk.wait_text("#spoken", number)
        self.kiosk.wait_text("#spoken", "Chứng thực")
        self.kiosk.wait_text("#spoken", "Quầy")
        self.kiosk.shoot("number")
        self.press(Keys.ARROW_LEFT, number)
        self.kiosk.wait_text("#spoken", "Phiếu", 25)
        heard = self.kiosk.driver.execute_script(HEARD)
        if not any(number in words for words in heard):
            raise PageFault(f"the number {number} was not spoken: {heard}")
        self.to_choice("Xong")
        self.kiosk.type(Keys.ENTER)
        self.kiosk.wait(lambda: not self.spoken(), "the kiosk to be silent for the next person")
        self.kiosk.find("#lines button")

    def search(self) -> None:
        """The whole way, also over the search: found, read, its number taken."""
        self.kiosk.type(Keys.ARROW_RIGHT)
        self.kiosk.wait_text("#spoken", "Xin chào")
        self.to_choice("Tìm thủ tục")
        self.kiosk.type(Keys.ENTER)
        self.kiosk.find("#found button")
        self.kiosk.wait_text("#spoken", "Tìm thủ tục")
        self.to_choice("Thủ tục")
        self.kiosk.type(Keys.ENTER)
        self.kiosk.find("#posting")
        self.kiosk.wait_text("#spoken", "Lệ phí", 15)
        self.to_choice("Lấy số")
        self.kiosk.shoot("posting")
        self.kiosk.type(Keys.ESCAPE)
        self.kiosk.type(Keys.ESCAPE)
        self.kiosk.wait(lambda: not self.spoken(), "the stop to end the visit", 5)
        self.kiosk.find("#lines button")

    def english(self) -> None:
        self.kiosk.type(Keys.ARROW_RIGHT)
        self.kiosk.wait_text("#spoken", "Xin chào")
        self.to_choice("English")
        self.kiosk.type(Keys.ENTER)
        self.to_choice("Call a clerk")
        self.kiosk.type(Keys.ENTER)
        self.kiosk.wait_text("#helped", "A clerk has been told")
        self.kiosk.type(Keys.ESCAPE)
        self.kiosk.type(Keys.ESCAPE)
        self.kiosk.wait_text("#language", "English")

    def run(self) -> None:
        steps = [
            ("nobody listens, nobody is spoken to", self.silent_at_first),
            ("the first key greets and explains", self.greeting),
            ("choices are said, one key at a time", self.choices),
            ("stop is silence first", self.stopped),
            ("number and counter are spoken, and again", self.number),
            ("a procedure is found and read out", self.search),
            ("in English, and a clerk is called", self.english),
            ("no console complained", lambda: console_is_silent(self.kiosk)),
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
    check = SpeakCheck(options.base.rstrip("/"), options.out)
    try:
        check.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        check.kiosk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
