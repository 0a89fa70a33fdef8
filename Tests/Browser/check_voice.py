#!/usr/bin/env python3
"""Displays that speak: one touch allows the sound, one of two speaks each call, a manager silences.

Needs a simulated centre with one zone, hall, that is spoken by pages.
"""

import argparse
import json
import pathlib
import sys
import urllib.request

from audit import DESK_CONTRAST, DESK_KEY, FAR_CONTRAST, TOUCH_KEY, audit, is_whole
from browser import PageFault, Window
from hall import Clerk
from selenium.webdriver.common.keys import Keys

# Keeps what the page plays: how long each sound is, and that it is no silence.
HEARD = r"""
window.heard = [];
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...rest) {
  const samples = this.buffer.getChannelData(0);
  const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  window.heard.push({ seconds: this.buffer.duration, peak });
  return start.apply(this, rest);
};
"""


def zone(base: str) -> dict:
    asked = urllib.request.Request(
        f"{base}/api/v1/voice", headers={"Authorization": "Bearer demo-device"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return json.load(answer)["zones"][0]


def heard(window: Window) -> list[dict]:
    return window.driver.execute_script("return window.heard")


def open_display(window: Window, base: str) -> None:
    window.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": HEARD})
    window.open(base + "/display?voice=hall")


def touch(window: Window) -> None:
    window.click("#voice-gate button")
    window.wait(lambda: not window.text("#voice-gate"), "the button to go")


def check(base: str, first: Window, second: Window, manager: Window) -> None:
    clerks = [Clerk(base, number) for number in (6, 8)]
    for clerk in clerks:
        clerk.post(f"/counters/{clerk.counter}/open")
    for window in (first, second):
        open_display(window, base)
        window.wait_text("#voice-gate button", "Bật tiếng")
    audit(first, FAR_CONTRAST, TOUCH_KEY)
    first.shoot("silent")
    touch(first)
    touch(second)
    first.shoot("allowed")

    numbers = [clerks[0].take_number("ho-tich") for _ in clerks]
    for clerk in clerks:
        clerk.post(f"/counters/{clerk.counter}/call-next")
    first.wait(lambda: len(heard(first)) + len(heard(second)) == 2, "two calls to be spoken", 40)
    first.wait(lambda: zone(base)["waiting"] == 0, "nothing to wait", 30)
    for sound in heard(first) + heard(second):
        if sound["seconds"] < 3 or sound["peak"] < 0.1:
            raise PageFault(f"no sentence was played: {sound}")
    if heard(first) and heard(second):
        raise PageFault(f"both displays spoke, of {numbers}")

    manager.open(base + "/manager")
    manager.find("[name=user]").send_keys("manager1")
    manager.find("[name=password]").send_keys("motcua" + Keys.ENTER)
    manager.wait_text("#zones [data-zone=hall]", "đang đọc, âm lượng 80")
    audit(manager, DESK_CONTRAST, DESK_KEY)
    manager.shoot("speaks")
    manager.click("#zones [data-zone=hall] button")
    manager.wait_text("#zones [data-zone=hall]", "đã tắt tiếng")
    manager.shoot("silenced")
    if not zone(base)["muted"]:
        raise PageFault("the manager silenced nothing")

    first.open(base + "/display?voice=cellar")
    first.wait_text("#voice-fault", "Không có khu thông báo “cellar”")
    first.shoot("no-zone")
    is_whole(first, "#stage")
    is_whole(first, "#recent .row:first-child")
    # A page that is loaded again wants its touch again, with a number called above it.
    first.open(base + "/display?voice=hall")
    first.wait_text("#voice-gate button", "Bật tiếng")
    first.shoot("touch-again")
    is_whole(first, "#stage")
    is_whole(first, "#recent .row:first-child")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for screenshots")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    windows = [
        Window("voice-first", 1920, 1080, options.out),
        Window("voice-second", 1920, 1080, options.out),
        Window("voice-manager", 1366, 900, options.out),
    ]
    try:
        check(options.base.rstrip("/"), *windows)
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        for window in windows:
            window.close()
    print("ok displays that speak, one at a time, and a manager who silences them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
