#!/usr/bin/env python3
"""The first admin of a new centre signs in over TLS: a one-time code, then a password of the own.

Needs a real centre with a self-signed certificate whose admin never signed in. Ends with status 0
and a line, or with status 1 and the sentence of what went wrong.
"""

import argparse
import base64
import hashlib
import hmac
import pathlib
import struct
import sys
import time

from audit import DESK_CONTRAST, DESK_KEY, audit
from browser import PageFault, Window
from selenium.webdriver.common.keys import Keys

CHOSEN = "con meo ngu tren mai"
CHANGED = "thuyen ra khoi som nay"


def code(secret: str, step: int) -> str:
    """RFC 6238, as a phone makes it."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    number = struct.unpack(">I", mac[mac[-1] & 15:][:4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def type_in(window: Window, **values: str) -> None:
    """Fills fields of the form and sends it."""
    for name, value in values.items():
        field = window.find(f"[name={name}]")
        field.clear()
        field.send_keys(value)
    window.find(".gate [type=submit]").send_keys(Keys.ENTER)


def own_account(window: Window) -> None:
    """Another password from the page itself; the page goes on, and its keys with it."""
    window.click("#account")
    window.find("#account-panel [name=password]")
    window.shoot("panel")
    audit(window, DESK_CONTRAST, DESK_KEY)
    for name, value in (("password", "wrong"), ("newPassword", CHANGED), ("again", CHANGED)):
        window.find(f"#account-panel [name={name}]").send_keys(value)
    window.click("#account-panel [type=submit]")
    window.wait_text("#account-panel .refusal", "chưa đúng")
    field = window.find("#account-panel [name=password]")
    field.clear()
    field.send_keys(CHOSEN + Keys.ENTER)
    window.wait_text("#account-panel [role=status]", "Đã đổi mật khẩu")
    window.shoot("changed")
    window.click("#account-panel > .key:not(.plain)")
    window.wait_text("#account-panel [role=status]", "Những nơi khác đã đăng xuất.")
    window.type(Keys.ESCAPE)
    window.wait(lambda: not window.text("#account-panel"), "the panel to go")
    window.click("#language")
    window.wait_text("#account", "Account")


def check(base: str, given: str, secret: str, window: Window) -> None:
    window.open(base + "/manager")
    type_in(window, user="admin", password="wrong")
    window.wait_text(".gate .refusal", "chưa đúng")
    if window._visible("[name=code]"):
        raise PageFault("a wrong password hears of codes")
    type_in(window, password=given)
    window.find("[name=code]")
    window.shoot("code")
    audit(window, DESK_CONTRAST, DESK_KEY)
    type_in(window, code="000000")
    window.find("[name=newPassword]")
    window.shoot("new-password")
    audit(window, DESK_CONTRAST, DESK_KEY)
    type_in(window, newPassword=CHOSEN, again="another")
    window.wait_text(".gate .refusal", "chưa giống nhau")
    type_in(window, newPassword="quantri12345", again="quantri12345")
    window.wait_text(".gate .refusal", "ai cũng thử")
    type_in(window, newPassword=CHOSEN, again=CHOSEN)
    window.wait_text(".gate .refusal", "mã này chưa đúng")
    window.shoot("refused")
    if window.driver.switch_to.active_element.get_attribute("name") != "code":
        raise PageFault("a wrong code is not where the next one is typed")
    # One as good as the last: nobody has used it yet.
    type_in(window, code=code(secret, int(time.time()) // 30))
    window.find("#now tr")
    own_account(window)
    cookies = {one["name"]: one for one in window.driver.get_cookies()}
    session = cookies.get("motcua-session")
    if not (session and session["secure"] and session["httpOnly"]):
        raise PageFault(f"the session's cookie is open to others: {session}")
    window.open("about:blank")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "password", "secret", "spki"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for screenshots")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    window = Window("accounts", 1366, 768, options.out, trusted=options.spki)
    try:
        check(options.base.rstrip("/"), options.password, options.secret, window)
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        window.shoot("failed")
        return 1
    finally:
        window.close()
    print("ok the first admin, with a code and a password of the own, over TLS")
    return 0


if __name__ == "__main__":
    sys.exit(main())
