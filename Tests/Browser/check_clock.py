#!/usr/bin/env python3
"""A clock that stands before the last event: the manager is told, confirms, and numbers go on.

Needs a real centre, always open, whose clock was set back by some minutes since its last event, with
the device code "kiosk-token" and manager1.
"""

import argparse
import pathlib
import sys

from audit import DESK_CONTRAST, DESK_KEY, audit, console_is_silent
from browser import PageFault, Window
from selenium.webdriver.common.keys import Keys


def check(base: str, window: Window, kiosk: Window) -> None:
    kiosk.open(base + "/kiosk")
    kiosk.find("[name=device]").send_keys("kiosk-token" + Keys.ENTER)
    kiosk.click("[data-line=ho-tich]")
    kiosk.wait_text("#sorry-words", "đồng hồ")
    kiosk.shoot("refused")
    window.open(base + "/manager")
    window.find("[name=user]").send_keys("manager1")
    window.find("[name=password]").send_keys("motcua" + Keys.ENTER)
    window.wait_text("#clock-doubt", "Đồng hồ máy chủ đang chỉ")
    audit(window, DESK_CONTRAST, DESK_KEY)
    window.shoot("doubtful")
    window.click("#clock-confirm")
    window.wait(lambda: not window.text("#clock-doubt"), "the banner to go")
    kiosk.click("#sorry-close")
    kiosk.click("[data-line=ho-tich]")
    kiosk.find("#number")
    for one in (window, kiosk):
        console_is_silent(one)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for screenshots")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    windows = [
        Window("clock-manager", 1366, 900, options.out),
        Window("clock-kiosk", 1080, 1920, options.out),
    ]
    try:
        check(options.base.rstrip("/"), *windows)
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        for window in windows:
            window.close()
    print("ok a doubtful clock, confirmed by a manager")
    return 0


if __name__ == "__main__":
    sys.exit(main())
