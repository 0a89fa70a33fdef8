#!/usr/bin/env python3
"""An administrator edits the configuration's files: a mistake at its line, a save, an earlier version.

Needs a simulated centre whose files are its own: --config names their folder. Ends with status 0 and
a line, or with status 1 and the sentence of what went wrong.
"""

import argparse
import pathlib
import sys

from audit import DESK_CONTRAST, DESK_KEY, audit
from browser import PageFault, Window
from selenium.webdriver.common.keys import Keys


def put(window: Window, text: str) -> None:
    """Puts a whole text into the editor, as a paste does."""
    window.driver.execute_script(
        "const field = document.getElementById('text'); field.value = arguments[0];"
        "field.dispatchEvent(new Event('input', { bubbles: true }));", text)


def content(window: Window) -> str:
    return window.find("#text").get_property("value")


def check(base: str, config: pathlib.Path, window: Window) -> None:
    window.open(base + "/admin")
    window.find("[name=user]").send_keys("admin1")
    window.find("[name=password]").send_keys("motcua" + Keys.ENTER)
    window.find("#files [data-file='centre.yaml']")
    window.shoot("files")
    audit(window, DESK_CONTRAST, DESK_KEY)
    window.click("#files [data-file='centre.yaml']")
    window.wait_text("#name", "centre.yaml")
    whole = content(window)
    window.shoot("centre")
    audit(window, DESK_CONTRAST, DESK_KEY)
    # A mistake is shown at its line, and cannot be saved.
    put(window, whole.replace("fields: [ho-tich, nuoi-con-nuoi]", "fields: [khong-co]", 1))
    window.wait_text("#verdict", "chỗ sai")
    window.wait_text("#mistakes", "khong-co")
    window.shoot("mistake")
    audit(window, DESK_CONTRAST, DESK_KEY)
    if window.find("#save").is_enabled():
        raise PageFault("a mistaken file can be saved")
    # Words in Vietnamese, saved by the keyboard.
    put(window, whole + "# Sửa tại bàn quản trị\n")
    window.wait_text("#verdict", "Có thể lưu")
    window.click("#changes summary")
    window.wait_text("#diff", "Sửa tại bàn quản trị")
    window.shoot("difference")
    window.find("#save").send_keys(Keys.ENTER)
    window.wait_text("#message", "Đã lưu")
    if "# Sửa tại bàn quản trị" not in (config / "centre.yaml").read_text(encoding="utf-8"):
        raise PageFault("the page said saved, and the file is another")
    # The program does not go by it yet; a press applies it, and the page says so.
    window.wait_text("#pending-words", "centre.yaml")
    window.shoot("pending")
    audit(window, DESK_CONTRAST, DESK_KEY)
    window.click("#start-anew")
    window.driver.switch_to.alert.accept()
    window.wait_text("#message", "Đã áp dụng")
    window.shoot("applied")
    window.click("#earlier summary")
    window.click("#versions .key")
    window.wait_text("#message", "bản trước")
    if content(window) != whole:
        raise PageFault("the earlier version is another")
    window.shoot("earlier")
    window.click("#drop")
    window.click("#language")
    window.wait_text("#save", "Save")
    # 200 % of zoom is half the width.
    window.resize(683, 384)
    window.shoot("zoomed")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--config", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    window = Window("admin", 1366, 768, options.out)
    try:
        check(options.base, options.config, window)
    except PageFault as fault:
        window.shoot("fault")
        print(f"administration: {fault}", file=sys.stderr)
        return 1
    finally:
        window.close()
    print("administration: a file was edited, checked, saved and brought back")
    return 0


if __name__ == "__main__":
    sys.exit(main())
