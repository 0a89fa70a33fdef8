#!/usr/bin/env python3
"""No paper: said before the press, the number kept large on the screen, and the clerks told.

Needs a real centre, always open, whose one printer is not plugged in, with a public address, the
device code "kiosk-token" and clerk6.
"""

import argparse
import pathlib
import sys

from audit import (
    DESK_CONTRAST, DESK_KEY, FAR_CONTRAST, TOUCH_KEY, audit, console_is_silent,
)
from browser import PageFault, Window
from selenium.webdriver.common.keys import Keys

PORTRAIT = (1080, 1920)
WIDE = (1920, 1080)
PANEL = (1366, 768)

# Puts another condition in the place of the missing printer's, and another fate of its slips.
TOLD = r"""
const real = window.fetch.bind(window);
const condition = "CONDITION";
const fate = "FATE";
const told = (text) => text.replaceAll('"printer":"missing"', `"printer":"${condition}"`)
  .replaceAll('"slip":"failed"', `"slip":"${fate}"`);
window.fetch = async (address, options) => {
  const answer = await real(address, options);
  const same = { status: answer.status, headers: answer.headers };
  if (answer.ok && /\/(hall\/stream|slip)$/.test(String(address))) {
    const body = answer.body.pipeThrough(new TextDecoderStream())
      .pipeThrough(new TransformStream({ transform: (text, out) => out.enqueue(told(text)) }))
      .pipeThrough(new TextEncoderStream());
    return new Response(body, same);
  }
  if (answer.ok && String(address).endsWith("/devices")) {
    const { devices } = await answer.json();
    devices.forEach((one) => {
      if (one.family === "printer") one.condition = condition;
    });
    return new Response(JSON.stringify({ devices }), same);
  }
  return answer;
};
"""

SAID_BEFORE = {
    "paper-low": "sắp hết giấy", "paper-out": "hết giấy", "cover-open": "nắp máy in",
    "cutter": "kẹt giấy", "offline": "ngừng hoạt động",
}


class Paper:
    """The pages of a centre without paper."""

    def __init__(self, base: str, out: pathlib.Path):
        self.base, self.out = base, out
        self.windows: list[Window] = []

    def window(self, name: str, size: tuple[int, int], condition: str = "", fate: str = "failed"):
        window = Window(f"paper-{name}", *size, self.out)
        self.windows.append(window)
        if condition:
            source = TOLD.replace("CONDITION", condition).replace("FATE", fate)
            window.driver.execute_cdp_cmd(
                "Page.addScriptToEvaluateOnNewDocument", {"source": source})
        return window

    def kiosk(self, name: str, condition: str = "", fate: str = "failed") -> Window:
        window = self.window(name, PORTRAIT, condition, fate)
        window.open(self.base + "/kiosk")
        window.find("[name=device]").send_keys("kiosk-token" + Keys.ENTER)
        window.find("[data-line=ho-tich]")
        return window

    def fits(self, window: Window) -> None:
        """Nobody scrolls at a kiosk: all of it is on the screen."""
        below = window.driver.execute_script(
            "return document.documentElement.scrollHeight - innerHeight")
        if below > 0:
            raise PageFault(f"{window.name}: {below} px lie below the screen")

    def sizes(self, window: Window, step: str) -> None:
        for name, size in (("", PORTRAIT), ("-wide", WIDE), ("-panel", PANEL)):
            window.resize(*size)
            audit(window, FAR_CONTRAST, TOUCH_KEY)
            window.shoot(step + name)
            self.fits(window)
        window.resize(*PORTRAIT)

    def said_before(self) -> None:
        kiosk = self.kiosk("missing")
        kiosk.wait_text("#printer", "mất kết nối")
        self.sizes(kiosk, "choose")
        for key in ("#large", "#contrast"):
            kiosk.click(key)
        audit(kiosk, FAR_CONTRAST, TOUCH_KEY)
        kiosk.shoot("choose-contrast")
        kiosk.click("#language")
        kiosk.wait_text("#printer", "not connected")
        for condition, words in SAID_BEFORE.items():
            window = self.kiosk(condition, condition)
            window.wait_text("#printer", words)
            audit(window, FAR_CONTRAST, TOUCH_KEY)
            window.shoot("choose")

    def number_stays(self) -> None:
        """The screen is the slip: large, until its own key is pressed or a minute is over."""
        kiosk = self.windows[0]
        kiosk.click("#language")
        for key in ("#large", "#contrast"):
            kiosk.click(key)
        kiosk.click("[data-line=ho-tich]")
        kiosk.wait_text(".paperless #slip", "không in được")
        kiosk.wait(lambda: kiosk.driver.execute_script(
            "return document.getElementById('qr-picture').naturalWidth > 0"), "the QR code")
        height, width = kiosk.driver.execute_script(
            "return [parseFloat(getComputedStyle(document.getElementById('number')).fontSize),"
            " document.getElementById('qr-picture').getBoundingClientRect().width]")
        if height < 320 or width < 400:
            raise PageFault(f"the number has {height} px and its code {width} px")
        self.sizes(kiosk, "number")
        number = kiosk.text("#number")
        kiosk.click("#number")
        kiosk.wait_text("#number", number)
        seconds = int("".join(filter(str.isdigit, kiosk.text("#back"))))
        if seconds < 50:
            raise PageFault(f"the number is kept for {seconds} s only")
        kiosk.click("#done")
        kiosk.find("#choose h1")

    def learnt_after(self) -> None:
        """A printer that seemed well failed, or nobody knows: the screen says so a moment later."""
        for fate, words in (("failed", "không in được"), ("unknown", "Nếu không thấy phiếu")):
            kiosk = self.kiosk(f"after-{fate}", "ready", fate)
            kiosk.click("[data-line=chung-thuc]")
            kiosk.wait_text(".paperless #slip", words)
            audit(kiosk, FAR_CONTRAST, TOUCH_KEY)
            kiosk.shoot("number")

    def clerks_know(self) -> None:
        for name, condition, words in (
            ("desk", "", "Ki-ốt sảnh chính – máy in: không thấy thiết bị, từ"),
            ("desk-low", "paper-low", "Ki-ốt sảnh chính – máy in: sắp hết giấy, từ"),
        ):
            desk = self.window(name, PANEL, condition)
            desk.open(self.base + "/clerk")
            desk.find("[name=user]").send_keys("clerk6")
            desk.find("[name=password]").send_keys("motcua" + Keys.ENTER)
            desk.find("[data-counter], #counter-name")
            if desk.text("#counter-list"):
                desk.click("[data-counter='6']")
            desk.wait_text("#paper", words)
            audit(desk, DESK_CONTRAST, DESK_KEY)
            desk.shoot("strip")

    def run(self) -> None:
        for words, step in (
            ("no paper, said before the press", self.said_before),
            ("the number stays, large", self.number_stays),
            ("what became of the slip, learnt after", self.learnt_after),
            ("the clerks know", self.clerks_know),
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
    paper = Paper(options.base.rstrip("/"), options.out)
    try:
        paper.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        paper.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
