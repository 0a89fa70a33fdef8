"""What a clerk does beyond the usual visit: taking back, sending on, claims, missed calls."""

from audit import DESK_CONTRAST, DESK_KEY, audit
from browser import PageFault, Window
from hall import Clerk


class DeskSteps:
    """Steps at the desk of a visit; `undo` leaves its citizen to `send_on`."""

    desk: Window
    other_clerk: Clerk
    clerk: int
    line: str

    def serve(self, outcome: str) -> None:
        self.desk.wait_text("#primary", "Bắt đầu phục vụ")
        self.desk.type(" ")
        self.desk.wait_text("#primary", "Hoàn tất")
        self.desk.type(outcome)
        self.desk.find("#outcome-keys [aria-pressed=true]")
        self.desk.type(" ")
        self.desk.wait_text("#primary", "Mời người kế tiếp")

    def undo(self) -> None:
        """A call and an ended service taken back by U; the outcome chosen is still there."""
        number = self.other_clerk.take_number(self.line)
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        self.desk.wait_text("#undo", f"Lấy lại bước vừa rồi ({number})")
        self.desk.type("u")
        self.desk.wait_text("#message", "Đã lấy lại bước vừa rồi")
        self.desk.find("#number.nobody")
        self.desk.wait_text("#primary", "Mời người kế tiếp")
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        self.serve("5")
        self.desk.wait_text("#undo", f"({number})")
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("undo")
        self.desk.type("u")
        self.desk.wait_text("#number", number)
        self.desk.wait_text("#primary", "Hoàn tất")
        self.desk.find("#outcome-keys [data-outcome=information-given][aria-pressed=true]")
        self.desk.shoot("undone")

    def fits(self, selector: str) -> None:
        """The key is on the clerk's screen without scrolling."""
        below = self.desk.driver.execute_script(
            "return document.querySelector(arguments[0]).getBoundingClientRect().bottom"
            " - innerHeight", selector)
        if below > 0:
            raise PageFault(f"{selector} lies {below} px below the clerk's screen")

    def send_on(self) -> None:
        """The same citizen goes on to another line with what was done here."""
        number = self.desk.text("#number")
        self.desk.type("c")
        self.desk.wait_text("#panel .done", "Đã xong việc ở quầy này: Đã hướng dẫn")
        self.desk.find("#panel .done[aria-pressed=true]")
        self.desk.click("#panel [data-choice=chung-thuc]")
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.fits("#panel .primary")
        self.desk.shoot("transfer-done")
        self.desk.click("#panel .primary")
        self.desk.wait_text("#message", f"Số {number}: Đã hướng dẫn; đã chuyển sang")
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        self.desk.wait_text("#history", f"Quầy {self.clerk}: Đã hướng dẫn")
        self.serve("5")

    def claims(self) -> None:
        """One claim does not hold and waits on without it; another does, but nobody came."""
        number = self.other_clerk.take_number(self.line, priority="elderly")
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        self.desk.wait_text("#claim-words", "Người cao tuổi")
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("claim")
        self.desk.type("k")
        self.desk.wait_text("#panel", f"Số {number} sẽ trở về chỗ chờ")
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.fits("#panel .plain")
        self.desk.shoot("claim-rejected")
        self.desk.type("1")
        self.desk.wait_text("#message", f"Số {number} đã trở về chỗ chờ")
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        self.desk.wait(lambda: not self.desk.text("#claim"), "the rejected claim to be gone")
        self.serve("5")
        number = self.other_clerk.take_number(self.line, priority="pregnant")
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        self.desk.type("k")
        self.desk.find("#panel [data-digit='3']")
        self.desk.type("3")
        self.desk.wait(lambda: not self.desk.text("#claim"), "the claim served all the same")
        self.desk.wait_text("#number", number)
        self.serve("5")
        number = self.other_clerk.take_number(self.line, priority="disabled")
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        self.desk.type("x")
        self.desk.wait_text("#claim-words", "đã kiểm tra")
        self.desk.type("v")
        self.desk.find("#panel [data-digit='1']")
        self.desk.type("1")
        self.desk.wait_text("#held", number)
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("missed")
        self.desk.click(f"[data-wait='{number}']")
        self.desk.wait_text("#message", f"Số {number} chờ lại")
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        self.serve("5")

    def comes_back(self) -> None:
        """Who missed the call comes back twice; the third time the desk says why not."""
        number = self.other_clerk.take_number(self.line)
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        for _ in range(2):
            self.miss(number)
            self.desk.click(f"[data-resume='{number}']")
            self.desk.wait_text("#number", number)
            self.desk.wait_text("#primary", "Bắt đầu phục vụ")
        self.miss(number)
        self.desk.click(f"[data-resume='{number}']")
        self.desk.wait_text("#message.problem", "quá số lần được trở lại")
        self.desk.wait(
            lambda: number not in self.desk.text("#held"), "the number to leave the list")
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("too-late")

    def miss(self, number: str) -> None:
        self.desk.type("v")
        self.desk.find("#panel [data-digit='1']")
        self.desk.type("1")
        self.desk.find(f"[data-resume='{number}']")

    def enlarged(self) -> None:
        """The desk at 200 % zoom: a screen half as wide, nothing cut off."""
        number = self.other_clerk.take_number(self.line, priority="elderly")
        self.desk.type(" ")
        self.desk.wait_text("#number", number)
        self.desk.wait_text("#undo", number)
        self.desk.resize(683, 768)
        audit(self.desk, DESK_CONTRAST, DESK_KEY)
        self.desk.shoot("enlarged")
        self.desk.resize(1366, 768)
        self.serve("5")
