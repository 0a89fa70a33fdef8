#!/usr/bin/env python3
"""Finds a procedure at the kiosk, reads what is posted of it and takes a number; sits low; walks away.

Needs a simulated centre, open at the time. Ends with status 0 and a line a step, or with status 1 and the
sentence of what went wrong.
"""

import argparse
import pathlib
import sys

from audit import FAR_CONTRAST, TOUCH_KEY, audit, console_is_silent, is_whole
from browser import PageFault, Window

SIZES = {"upright": (1080, 1920), "wide": (1920, 1080), "panel": (1366, 768)}
# A minute without a touch takes three seconds; what the page does then is what it does.
SHORT_REST = """
const real = window.setTimeout;
window.setTimeout = (f, ms, ...more) => real(f, ms === 60000 && window.shortRest ? 3000 : ms, ...more);
"""


class Find:
    def __init__(self, base: str, out: pathlib.Path):
        self.base = base
        self.kiosk = Window("find", 1080, 1920, out)
        self.kiosk.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": SHORT_REST})

    def at_each_size(self, step: str, check=lambda: None) -> None:
        for name, size in SIZES.items():
            self.kiosk.resize(*size)
            audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
            check()
            self.kiosk.shoot(f"{step}-{name}")
        self.kiosk.resize(*SIZES["upright"])

    def fits(self) -> None:
        over = self.kiosk.driver.execute_script(
            "return document.documentElement.scrollHeight - innerHeight")
        if over > 1:
            raise PageFault(f"the view is {over} px taller than the screen")

    def start(self) -> None:
        self.kiosk.open(self.base + "/kiosk")
        self.kiosk.find("[data-line='ho-tich']")
        self.at_each_size("choose", self.fits)

    def search(self) -> None:
        self.kiosk.click("#find")
        self.kiosk.wait_text("#found-count", "trong 72")
        if len(self.kiosk.driver.find_elements("css selector", "#found li")) != 8:
            raise PageFault("an upright screen does not show eight procedures")
        for name, count in [("wide", 6), ("panel", 6), ("upright", 8)]:
            self.kiosk.resize(*SIZES[name])
            self.kiosk.click("#find-close")
            self.kiosk.click("#find")
            self.kiosk.wait(
                lambda: len(self.kiosk.driver.find_elements("css selector", "#found li")) == count,
                f"{count} procedures at a time")
            audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
            self.fits()
            self.kiosk.shoot(f"all-{name}")
        self.kiosk.click("#find-more")
        self.kiosk.wait_text("#found-count", "9–16")
        self.kiosk.click("#find-earlier")
        self.kiosk.wait_text("#found-count", "1–8")

    def letter(self, letter: str) -> None:
        for key in self.kiosk.driver.find_elements("css selector", "#letters button"):
            if key.text == letter:
                key.click()
                return
        raise PageFault(f"there is no key for {letter}")

    def words(self) -> None:
        """Without accents, "d" for "đ", and a letter too many taken back."""
        for letter in "dangx":
            self.letter(letter)
        self.kiosk.wait_text("#found-count", "không tìm thấy")
        self.kiosk.click("#find-erase")
        self.kiosk.wait_text("#typed", "dang")
        self.kiosk.type(" ky khai s")
        self.kiosk.wait_text("[data-code='1.001193'] .procedure-name", "đăng ký khai sinh")
        self.kiosk.shoot("words")

    def reads(self) -> None:
        self.kiosk.click("[data-code='1.001193']")
        self.kiosk.wait_text("#posting-name", "đăng ký khai sinh")
        shown = self.kiosk.text("#posting-facts")
        for fact in ["Hộ tịch", "Quầy", "Không thu", "Giấy khai sinh", "Giấy chứng sinh",
                     "163/QĐ-BTP", "1.001193"]:
            if fact not in shown:
                raise PageFault(f"the posting says nothing of “{fact}”")
        self.at_each_size("posting", self.fits)
        self.kiosk.click("#posting-back")
        self.kiosk.find("[data-code='1.001193']")

    def takes(self) -> None:
        self.kiosk.click("[data-code='1.001193']")
        self.kiosk.click("#posting-take")
        self.kiosk.find("#number")
        self.kiosk.wait_text("#line", "Hộ tịch")
        self.kiosk.click("#done")
        self.kiosk.click("#find")
        self.kiosk.wait_text("#typed", "không cần dấu")

    def long_names(self) -> None:
        """The longest real names have 1,094 characters."""
        self.kiosk.click("#find-close")
        self.kiosk.driver.execute_script(
            """const real = window.fetch.bind(window);
            window.fetch = async (address, options) => {
                const answer = await real(address, options);
                if (!String(address).includes("/procedures?")) return answer;
                const body = await answer.json();
                body.procedures[0].name = "Thủ tục đăng ký ".repeat(69).slice(0, 1094);
                body.procedures[0].papers = Array(60).fill("Tờ khai theo mẫu ban hành");
                return new Response(JSON.stringify(body),
                    { status: 200, headers: answer.headers });
            };""")
        for name, size in SIZES.items():
            self.kiosk.resize(*size)
            self.kiosk.click("#find")
            self.kiosk.wait_text(
                "#found li:first-child .procedure-name", "Thủ tục đăng ký Thủ tục")
            audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
            self.fits()
            self.kiosk.shoot(f"long-{name}")
            self.kiosk.click("#find-close")
        self.kiosk.resize(*SIZES["upright"])
        self.kiosk.click("#find")
        self.kiosk.click("#found li:first-child button")
        self.kiosk.find("#posting-facts")
        self.at_each_size("long-posting", self.fits)
        self.kiosk.click("#posting-back")
        self.kiosk.click("#find-close")

    def low(self) -> None:
        """Every key in the lower half, or what a small panel can do of it."""
        self.kiosk.click("#low")
        for view in ["choose", "search"]:
            for name, size in SIZES.items():
                self.kiosk.resize(*size)
                if view == "search":
                    self.kiosk.click("#find")
                    self.kiosk.find("#found li")
                audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
                self.fits()
                top = self.kiosk.driver.execute_script(
                    """return Math.min(...[...document.querySelectorAll("button")]
                        .filter((key) => key.checkVisibility())
                        .map((key) => key.getBoundingClientRect().top)) / innerHeight""")
                limit = 0.33 if name == "panel" else 0.48
                print(f"  {view}, {name}: the highest key at {top:.0%} of the height")
                if top < limit:
                    raise PageFault(f"{view}, {name}: a key at {top:.0%} of the height")
                self.kiosk.shoot(f"low-{view}-{name}")
                if view == "search":
                    self.kiosk.click("#find-close")
        self.kiosk.resize(*SIZES["upright"])

    def leaves(self) -> None:
        """The screen asks, stays for who is there, and goes back when nobody is."""
        self.kiosk.driver.execute_script("window.shortRest = true")
        self.kiosk.click("#large")
        self.kiosk.find("#still-here")
        audit(self.kiosk, FAR_CONTRAST, TOUCH_KEY)
        is_whole(self.kiosk, "#still")
        self.kiosk.shoot("still")
        self.kiosk.click("#still-here")
        if not self.kiosk.driver.execute_script(
                "return document.documentElement.hasAttribute('data-large')"):
            raise PageFault("who said that they are there found another screen")
        self.kiosk.find("#still-here")
        self.kiosk.wait(lambda: not self.kiosk.driver.execute_script(
            "return ['large', 'low'].some((m) => document.documentElement.hasAttribute('data-' + m))"),
            "the screen to go back to its start", 25)
        self.kiosk.find("#choose h1")

    def run(self) -> None:
        for words, step in [
            ("the kiosk opens", self.start), ("all procedures, a screen at a time", self.search),
            ("found without accents", self.words), ("posted facts", self.reads),
            ("a number for the procedure", self.takes), ("the longest names", self.long_names),
            ("keys down", self.low), ("who walked away", self.leaves),
            ("no console complained", lambda: console_is_silent(self.kiosk)),
        ]:
            step()
            print(f"ok {words}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    find = Find(options.base.rstrip("/"), options.out)
    try:
        find.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        find.kiosk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
