#!/usr/bin/env python3
"""The guidance desk: numbers taken for people, tickets and dossiers looked up, by keyboard alone.

Needs a simulated centre in which nobody works at counters 6 and 7. Ends with status 0 and a line a
step, or with status 1 and the sentence of what went wrong.
"""

import argparse
import pathlib
import sys

from audit import DESK_CONTRAST, DESK_KEY, audit, console_is_silent
from browser import PageFault, Window
from hall import Clerk
from selenium.webdriver.common.keys import Keys

PROCEDURE = "1.004837"
SIZES = {"": (1366, 768), "-tablet": (1024, 768)}


class Guide:
    def __init__(self, base: str, out: pathlib.Path):
        self.base = base
        self.page = Window("guide", 1366, 768, out)
        self.bench = Window("guide-bench", 1400, 1000, out)
        self.clerk = Clerk(base, 6)
        self.number = ""
        self.code = ""

    def sign_in(self, user: str) -> None:
        self.page.open(self.base + "/guide")
        self.page.find("[name=user]").send_keys(user)
        self.page.find("[name=password]").send_keys("motcua" + Keys.ENTER)
        self.page.find("#lines li")

    def seen(self, step: str) -> None:
        """Looked at in both sizes: the rules kept, and nothing below the screen's edge."""
        for suffix, size in SIZES.items():
            self.page.resize(*size)
            self.page.shoot(step + suffix)
            audit(self.page, DESK_CONTRAST, DESK_KEY)
            below = self.page.driver.execute_script(
                "return document.documentElement.scrollHeight - innerHeight")
            if below > 0:
                raise PageFault(f"{step}{suffix}: the page is {below} px too high")
        self.page.resize(1366, 768)

    def look_up(self, number: str) -> None:
        """Typed without touching the field first."""
        self.page.driver.execute_script("document.activeElement.blur()")
        self.page.type(number + Keys.ENTER)
        self.page.wait_text("#number", number)

    def offered(self, *actions: str) -> None:
        def shown() -> list[str]:
            return self.page.driver.execute_script(
                "return [...document.querySelectorAll('#actions button')]"
                ".map((key) => key.dataset.action)")
        self.page.wait(lambda: shown() == list(actions), f"the actions {actions}")

    def starts(self) -> None:
        self.page.open(self.base + "/")
        self.page.find("a[href='/guide']")
        self.sign_in("clerk7")
        self.page.wait_text("#printer", "Máy in: sẵn sàng")
        self.seen("idle")

    def takes(self) -> None:
        """By a procedure's name without accents, with a claim; the slip comes out."""
        self.page.type("/dang ky ket hon")
        self.page.find("#found [data-procedure='1.000894']")
        self.seen("found")
        self.page.find("#search").send_keys(Keys.ENTER)
        self.page.wait_text("#line-note", "1.000894")
        self.page.find("#line-keys [data-line=ho-tich][aria-pressed=true]")
        self.page.find("#group").send_keys("Người cao tuổi")
        self.page.find("#take-key").send_keys(Keys.ENTER)
        self.page.wait_text("#message", "Đã lấy số 1")
        self.number = self.page.text("#number")
        self.page.wait_text("#facts", "kết hôn")
        self.page.wait_text("#facts", "chưa kiểm tra giấy tờ")
        self.page.wait_text("#facts", "đã in xong")
        self.page.find("#line-keys [data-line=ho-tich][aria-pressed=false]")
        self.offered("verify", "reject", "reprint", "cancel")
        self.seen("taken")

    def priority(self) -> None:
        self.page.click("[data-action=verify]")
        self.page.wait_text("#message", "đúng diện")
        self.offered("reject", "reprint", "cancel")
        self.page.click("[data-action=reject]")
        self.offered("grant", "reprint", "cancel")
        self.page.click("[data-action=grant]")
        self.page.find("#panel [data-digit='2']")
        self.seen("grant")
        self.page.type("2")
        self.page.wait_text("#message", "đã được ưu tiên")
        self.offered("reject", "reprint", "cancel")

    def reprints(self) -> None:
        self.page.click("[data-action=reprint]")
        self.page.wait_text("#message", "BẢN IN LẠI")

    def misses_a_call(self) -> None:
        """Called, missed and let wait again; the page follows by itself."""
        for step in ["open", "call-next"]:
            self.clerk.post(f"/counters/6/{step}")
        self.page.wait_text("#ticket-state", "Đang được mời")
        self.offered("reprint")
        self.page.wait_text("#facts", "Quầy 6")
        self.clerk.post("/counters/6/no-show", {"reason": "citizen-left"})
        self.page.wait_text("#ticket-state", "Lỡ lượt")
        self.offered("return")
        if self.page.text("#message"):
            raise PageFault("what was done before the call still stands as news")
        self.seen("missed")
        self.page.click("[data-action=return]")
        self.page.wait_text("#message", "chờ lại ở chỗ cũ")
        self.page.wait_text("#ticket-state", "Đang chờ")

    def refusals(self) -> None:
        """What the controller refuses is said in words: the right to come back is used up."""
        for last in [False, True]:
            self.clerk.post("/counters/6/call-next")
            self.clerk.post("/counters/6/no-show", {"reason": "citizen-left"})
            self.page.wait_text("#ticket-state", "Lỡ lượt")
            self.page.click("[data-action=return]")
            if last:
                self.page.wait_text("#message.problem", "quá số lần được trở lại")
            else:
                self.page.wait_text("#ticket-state", "Đang chờ")
        self.page.driver.execute_script("document.activeElement.blur()")
        self.page.type("9999" + Keys.ENTER)
        self.page.wait_text("#message.problem", "Hôm nay không có số 9999")
        self.seen("refused")

    def cancels(self) -> None:
        number = self.clerk.take_number("chung-thuc", kiosk="kiosk-1")
        self.look_up(number)
        self.page.click("[data-action=cancel]")
        self.page.find("#panel [data-digit='1']")
        self.page.type("1")
        self.page.wait_text("#message", f"Đã hủy số {number}")
        self.page.wait_text("#ticket-state", "Đã hủy")
        self.offered()

    def dossiers(self) -> None:
        """Unknown, in work, ready: the number for results is the dossier's own."""
        self.clerk.take_number("ho-tich")
        self.clerk.post("/counters/6/call-next")
        self.clerk.post("/counters/6/start")
        self.clerk.post("/counters/6/complete",
                        {"outcome": "dossier-received", "procedures": [PROCEDURE]})
        self.bench.open(self.base + "/bench")
        self.code = self.bench.find("[data-receipt]").get_attribute("data-receipt")
        self.page.driver.execute_script("document.activeElement.blur()")
        self.page.type("H53.12.3-261123-9999" + Keys.ENTER)
        self.page.wait_text("#message.problem", "không tìm thấy hồ sơ")
        self.page.driver.execute_script("document.activeElement.blur()")
        self.page.type(self.code + Keys.ENTER)
        self.page.wait_text("#dossier-words", "Đang giải quyết, hẹn trả ngày")
        self.seen("in-work")
        self.clerk.post(f"/dossiers/{self.code}/result", {"ready": True})
        self.page.driver.execute_script("document.activeElement.blur()")
        self.page.type(self.code + Keys.ENTER)
        self.page.wait_text("#dossier-words", "Đã có kết quả")
        self.seen("ready")
        self.page.click("#dossier-take")
        self.page.wait_text("#message", "Đã lấy số 8")
        number = self.page.text("#number")
        self.page.driver.execute_script("document.activeElement.blur()")
        self.page.type(self.code + Keys.ENTER)
        self.page.wait_text("#dossier-show", number)
        self.page.click("#dossier-show")
        self.page.wait_text("#number", number)

    def trouble(self) -> None:
        """A printer without paper is told before the number is taken."""
        self.bench.driver.execute_async_script(
            """const done = arguments[0];
            fetch("/bench/devices/printer-1/faults", { method: "POST",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify({ fault: "paper-out", on: true }) }).then(done, done);""")
        self.page.wait_text("#printer", "hết giấy")
        self.page.wait_text("#kiosks", "hết giấy")
        self.page.click("#language")
        self.page.wait_text("#take-key", "Take a number")
        self.seen("paper-out-en")
        self.page.click("#language")

    def busy(self) -> None:
        """A full hall fits too, and a line about to close says so before the number is taken."""
        self.page.foresee()
        self.page.open(self.base + "/guide")
        self.page.click("#line-keys [data-line=dat-dai]")
        self.page.wait_text("#line-note", "Đang chờ: 7 người · Dự kiến chờ 8–21 phút")
        self.page.wait_text("#line-note", "Gần hết giờ")
        self.seen("busy")
        self.page.click("#take-key")
        self.page.wait_text("#ahead", "Còn 4 người chờ trước · Dự kiến chờ 10–20 phút")

    def manager(self) -> None:
        """A manager looks up, and is offered nothing else."""
        self.page.click("#sign-out")
        self.sign_in("manager1")
        self.look_up(self.number)
        self.offered()
        if self.page.text("#take-key"):
            raise PageFault("a manager is offered to take numbers")
        self.seen("manager")

    def run(self) -> None:
        for words, step in [
            ("a clerk without a counter", self.starts), ("a number for someone", self.takes),
            ("priority verified, rejected, granted", self.priority),
            ("a slip printed again", self.reprints), ("a missed call", self.misses_a_call),
            ("refusals in words", self.refusals), ("a number cancelled", self.cancels),
            ("dossiers", self.dossiers), ("a printer in trouble", self.trouble),
            ("a busy morning", self.busy), ("a manager reads", self.manager),
            ("no console complained", lambda: console_is_silent(self.page)),
        ]:
            step()
            print(f"ok {words}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for screenshots")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    guide = Guide(options.base.rstrip("/"), options.out)
    try:
        guide.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        guide.page.close()
        guide.bench.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
