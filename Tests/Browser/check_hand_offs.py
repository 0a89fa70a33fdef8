#!/usr/bin/env python3
"""A dossier core refuses a step; a manager reads why, and has it tried again.

The core is a stranger's: written here from the article on the hand-off alone. Needs a simulated centre,
open at the time, that hands over to --core-port with the key of 32 bytes 5a. Ends with status 0 and a
line a step, or with status 1 and the sentence of what went wrong.
"""

import argparse
import hashlib
import hmac
import http.server
import json
import pathlib
import sys
import threading

from audit import DESK_CONTRAST, DESK_KEY, audit
from browser import PageFault, Window
from hall import Clerk
from selenium.webdriver.common.keys import Keys

KEY = bytes([0x5A]) * 32
REASON = "mã thủ tục chưa có trong phần mềm hồ sơ"


def sign(*lines: str) -> str:
    return hmac.new(KEY, "\n".join(lines).encode(), hashlib.sha256).hexdigest()


class Core(http.server.BaseHTTPRequestHandler):
    """Refuses every step until it is told to be good."""

    is_good = False
    taken: list[str] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        key = self.headers.get("Idempotency-Key", "")
        signature = sign(
            "motcua-hand-off-1", "POST", self.path, self.headers["Motcua-Centre"],
            self.headers["Motcua-Time"], self.headers["Motcua-Nonce"], key,
            hashlib.sha256(body).hexdigest())
        if not hmac.compare_digest(signature, self.headers["Motcua-Signature"]):
            status, answer = 401, {"type": "about:blank", "title": "who are you", "status": 401,
                                   "code": "unauthorised"}
        elif not Core.is_good:
            status, answer = 422, {"type": "about:blank", "title": REASON, "status": 422,
                                   "code": "refused"}
        else:
            Core.taken.append(key)
            status, answer = 200, {"dossiers": [], "key": key,
                                   "reception": "R-" + json.loads(body)["ticket"]}
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Motcua-Signature", sign(
            "motcua-answer-1", str(status), signature, hashlib.sha256(text).hexdigest()))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_) -> None:
        pass


def check(base: str, out: pathlib.Path) -> None:
    clerk = Clerk(base, 6)
    number = clerk.take_number("ho-tich")
    window = Window("hand-offs", 1366, 768, out)
    try:
        window.open(base + "/manager")
        window.find("[name=user]").send_keys("manager1")
        window.find("[name=password]").send_keys("motcua" + Keys.ENTER)
        window.find("#now tr")
        window.wait(lambda: clerk.get("/tickets?number=" + number)["tickets"][0]["handOff"]
                    == "parked", "the step to be parked")
        window.open(base + "/manager")
        window.wait_text("#hand-offs-list", f"Số {number} ngày 23/11/2026, bước 1")
        window.wait_text("#hand-offs-list", REASON)
        audit(window, DESK_CONTRAST, DESK_KEY)
        window.shoot("parked")
        print("a refused step is told with its reason")
        Core.is_good = True
        window.click("#hand-offs-list button")
        window.wait(lambda: clerk.get("/tickets?number=" + number)["tickets"][0]["handOff"]
                    == "accepted", "the step to be taken")
        window.wait(lambda: not window.text("#hand-offs"), "the list to go")
        if len(Core.taken) != len(set(Core.taken)):
            raise PageFault(f"a step was taken twice: {Core.taken}")
        print("it was tried again, and had one effect")
    finally:
        window.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--core-port", type=int, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    given = parser.parse_args()
    core = http.server.ThreadingHTTPServer(("127.0.0.1", given.core_port), Core)
    threading.Thread(target=core.serve_forever, daemon=True).start()
    try:
        check(given.base, given.out)
    except PageFault as fault:
        print(f"hand-offs: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
