#!/usr/bin/env python3
"""Dossiers are carried on at the desk: a fee, an office, a result, and what the workflow refuses.

Needs a simulated centre, open at the time, where nobody works at counter 6. Ends with status 0 and a
line a step, or with status 1 and the sentence of what went wrong.
"""

import argparse
import pathlib
import sys
import time

from audit import DESK_CONTRAST, audit, console_is_silent
from browser import PageFault, Window
from hall import Clerk

PROCEDURE = "1.001193"
# A tick of a form is smaller than a key.
FORM_KEY = 24


class DossierCheck:
    """One clerk with two dossiers."""

    def __init__(self, base: str, out: pathlib.Path):
        self.base = base
        self.desk = Window("dossiers", 1366, 768, out)
        self.clerk = Clerk(base, 6)
        self.codes: list[str] = []

    def receive(self) -> None:
        self.clerk.post("/counters/6/open")
        for _ in range(2):
            self.clerk.post("/tickets", {"procedure": PROCEDURE, "channel": "desk"})
            self.clerk.post("/counters/6/call-next")
            self.clerk.post("/counters/6/start")
            done = self.clerk.post(
                "/counters/6/complete",
                {"outcome": "dossier-received", "procedures": [PROCEDURE]})
            self.codes.append(self.code(done["id"]))

    def code(self, ticket: str) -> str:
        for _ in range(100):
            found = self.clerk.get(f"/tickets/{ticket}")["dossiers"]
            if found:
                return found[0]["code"]
            time.sleep(0.1)
        raise PageFault("no dossier code came back")

    def opened(self) -> None:
        self.desk.open(self.base + "/dossiers")
        self.desk.find(".gate input")
        for name, value in (("user", "clerk6"), ("password", "motcua")):
            self.desk.find(f"[name={name}]").send_keys(value)
        self.desk.click(".gate button")
        self.desk.find("#by-code")
        audit(self.desk, DESK_CONTRAST, 36)
        self.desk.shoot("first")

    def look_up(self, code: str) -> None:
        self.desk.find("#code").send_keys(code + "\n")
        self.desk.wait_text("#dossier-code", code)

    def life(self) -> None:
        self.look_up(self.codes[0])
        self.desk.wait_text("#steps", "Tiếp nhận.")
        self.desk.wait_text("#facts", "Hẹn trả")
        audit(self.desk, DESK_CONTRAST, 36)
        self.desk.shoot("life")

    def unknown(self) -> None:
        self.desk.find("#code").send_keys("H53.12.3-990101-9999\n")
        self.desk.find("#message.problem")
        self.desk.wait(lambda: not self.desk.text("#dossier-code"), "no dossier to be shown")

    def fill(self, step: str, **values: str) -> None:
        self.desk.click(f"[data-step='{step}']")
        self.desk.find("#panel form")
        for name, value in values.items():
            field = self.desk.find(f"#panel [name={name}]")
            field.clear()
            field.send_keys(value)

    def send(self, words: str) -> None:
        self.desk.click("#panel .primary")
        self.desk.wait_text("#message", words)

    def fees(self) -> None:
        """Noted, paid in part, paid; more than is owed is refused in the core's own words."""
        self.look_up(self.codes[0])
        self.fill("charge", amount="8.000", reason="Lệ phí")
        audit(self.desk, DESK_CONTRAST, FORM_KEY)
        self.desk.shoot("charge")
        self.send("Ghi khoản phải nộp")
        self.desk.wait_text("#facts", "8.000")
        self.fill("pay", amount="9.000", receipt="BL 0012")
        self.send("nhiều hơn số còn phải nộp")
        self.desk.find("#message.problem")
        self.desk.shoot("refused")
        self.fill("pay", amount="8.000", receipt="BL 0012")
        self.send("Đã nộp tiền")

    def offices(self) -> None:
        self.fill("forward", to="tu-phap", note="Kính chuyển")
        self.send("Chuyển xử lý")
        self.desk.wait_text("#facts", "đang chuyển đến tu-phap")
        self.fill("accept")
        self.send("Xác nhận đã nhận")
        self.fill("ask-supplement", papers="Giấy chứng sinh\nCăn cước", reason="Thiếu giấy tờ")
        audit(self.desk, DESK_CONTRAST, FORM_KEY)
        self.send("Yêu cầu bổ sung")
        self.desk.wait_text("#state", "chờ bổ sung")
        self.fill("supply")
        self.send("Đã bổ sung đủ")

    def result(self) -> None:
        self.fill("finish", result="Giấy khai sinh số 12")
        self.send("Đã có kết quả")
        self.fill("hand-over", note="Sổ 2, dòng 14")
        self.send("Trả kết quả")
        self.desk.wait_text("#state", "đã trả kết quả")
        if self.desk.driver.find_elements("css selector", "[data-step='finish']"):
            raise PageFault("a dossier that was returned offers a result again")
        self.desk.shoot("returned")

    def person(self) -> None:
        """Written down, shown masked, read for a reason, found without accents."""
        self.desk.wait_text("#applicant-none", "Chưa ghi")
        self.desk.click("[data-person='write']")
        for name, value in (("name", "Nguyễn Thị Ví Dụ"), ("identity", "072000000001"),
                            ("phone", "0900 000 002")):
            self.desk.find(f"#applicant-form [name={name}]").send_keys(value)
        audit(self.desk, DESK_CONTRAST, 36)
        self.desk.shoot("person-form")
        self.desk.click("#applicant-form .primary")
        self.desk.wait_text("#applicant", "N*** T*** V*** D***")
        self.desk.find("#person").send_keys("nguyen thi vi du\n")
        self.desk.wait_text("#found", "N***")
        self.desk.shoot("person")
        audit(self.desk, DESK_CONTRAST, 36)
        self.desk.click("[data-person='read']")
        self.desk.find("#applicant-why [name=reason]").send_keys("Gọi báo kết quả\n")
        self.desk.wait_text("#applicant", "Nguyễn Thị Ví Dụ")

    def papers(self) -> None:
        """What the dossier's steps gave is offered, and saved by a press."""
        self.desk.wait_text("#papers", "Phiếu yêu cầu bổ sung")
        self.desk.wait_text("#papers", "Mẫu 06")
        audit(self.desk, DESK_CONTRAST, 36)
        self.desk.click("#papers [data-paper^='06-']")
        self.desk.wait_text("#message", "Đã tải 06-0-")
        self.desk.click("#register-form .key")
        self.desk.wait_text("#message", "Đã tải register-")
        self.desk.shoot("papers")
        self.desk.click("#postal-form .key")
        self.desk.wait_text("#message", "Đã tải postal-list-")

    def post(self) -> None:
        """Typed by a clerk, one twice with other content; listed; received with a code of its own."""
        day = self.clerk.get("/hall")["serviceDay"]
        arrival = {"procedure": PROCEDURE, "via": "postal", "paperCount": 3,
                   "filedAt": f"{day}T00:00:00+07:00"}
        self.clerk.post("/dossiers/intake", {"reference": "EB-0001-VN", **arrival})
        self.desk.click("#post-open")
        form = "#post-form [name={}]"
        for name, value in (("reference", "EB-0002-VN"), ("procedure", PROCEDURE),
                            ("papers", "2")):
            self.desk.find(form.format(name)).send_keys(value)
        self.desk.driver.execute_script(
            "document.querySelector(arguments[0]).value = arguments[1]",
            form.format("day"), day)
        audit(self.desk, DESK_CONTRAST, FORM_KEY)
        self.desk.shoot("post")
        self.desk.click("#post-form .primary")
        self.desk.wait_text("#message", "EB-0002-VN")
        self.desk.wait_text("#intake", "EB-0001-VN")
        self.desk.wait_text("#intake", "EB-0002-VN")
        self.desk.click("[data-arrival='EB-0001-VN']")
        self.desk.wait_text("#facts", "bưu chính")
        audit(self.desk, DESK_CONTRAST, 36)
        self.desk.shoot("waiting")
        self.fill("ask-supplement", papers="Căn cước", reason="Thiếu giấy tờ")
        self.send("Yêu cầu bổ sung")
        self.desk.click("[data-arrival='EB-0002-VN']")
        self.fill("receive")
        self.send("Tiếp nhận")
        self.desk.wait_text("#state", "được tiếp nhận")
        self.desk.wait_text("#steps", "bưu chính")
        self.desk.shoot("received-by-post")

    def narrow(self) -> None:
        self.look_up(self.codes[1])
        self.desk.resize(683, 768)
        audit(self.desk, DESK_CONTRAST, 36)
        self.desk.shoot("enlarged")
        self.desk.resize(1366, 768)

    def english(self) -> None:
        self.desk.click("#language")
        self.desk.wait_text("#keys", "Send on")
        audit(self.desk, DESK_CONTRAST, 36)
        self.desk.click("#language")

    def run(self) -> None:
        steps = [
            ("two dossiers are received", self.receive),
            ("the desk opens", self.opened),
            ("a dossier's life is read", self.life),
            ("a code of no dossier is told", self.unknown),
            ("fees are noted and paid", self.fees),
            ("offices send it on and ask for papers", self.offices),
            ("the result is ready and returned", self.result),
            ("the applicant is written down, found and read", self.person),
            ("papers are offered and saved", self.papers),
            ("what came by post is typed, listed and received", self.post),
            ("at 200 %", self.narrow),
            ("in English", self.english),
            ("no console complained", lambda: console_is_silent(self.desk)),
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
    check = DossierCheck(options.base.rstrip("/"), options.out)
    try:
        check.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        check.desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
