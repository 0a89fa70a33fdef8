#!/usr/bin/env python3
"""A manager reads days of waits: every view with its table, files, and other hours of counters.

Started by `run` on data with two past days, the last of them --day. Stops at the first fault.
"""

import argparse
import pathlib
import sys

from audit import DESK_CONTRAST, DESK_KEY, audit, console_is_silent
from browser import PageFault, Window
from selenium.webdriver.common.keys import Keys

# What each view is known by once it stands.
VIEWS = {
    "rows": "Tổng hợp", "spread": "Phân bố", "week": "Thứ Hai", "trend": "Xu hướng",
    "counters": "Quầy", "estimates": "Tất cả", "ratings": "Tất cả",
}


class Reports:
    """One manager before the log of waits."""

    def __init__(self, options):
        self.options = options
        self.window = Window("reports", 1366, 768, options.out)

    def sign_in(self) -> None:
        self.window.open(self.options.base + "/manager")
        self.window.find("[name=user]").send_keys("manager1")
        self.window.find("[name=password]").send_keys("motcua" + Keys.ENTER)
        self.window.find("#views [data-view=rows]")
        self.days(self.options.first, self.options.day)

    def days(self, first: str, last: str) -> None:
        """Puts days into their fields, however the browser writes dates, and asks."""
        self.window.driver.execute_script(
            "document.getElementById('from').value = arguments[0];"
            "document.getElementById('to').value = arguments[1];"
            "document.getElementById('ask').requestSubmit();", first, last)
        self.window.find("#rows tr")

    def see(self, name: str) -> None:
        """A picture at both sizes of a manager's screen, and the rules that every page keeps."""
        audit(self.window, DESK_CONTRAST, DESK_KEY)
        for width, height in ((1920, 1080), (1366, 768)):
            self.window.resize(width, height)
            self.window.driver.execute_script(
                "document.getElementById('views').scrollIntoView()")
            self.window.shoot(f"{name}-{width}")

    def views(self) -> None:
        """Each by the keyboard alone: its table has rows, its chart is drawn."""
        for view, words in VIEWS.items():
            key = self.window.find(f"#views [data-view={view}]")
            key.send_keys(Keys.ENTER)
            self.window.wait(
                lambda view=view: self.window.driver.execute_script(
                    "return document.querySelector('#views [aria-pressed=true]').dataset.view"
                ) == view, f"the view {view}")
            self.window.wait_text("#views" if view in ("rows", "spread", "trend")
                                  else "#table-scroll", words)
            self.window.find("#rows tr")
            if view in ("spread", "trend"):
                self.window.find("#picture canvas")
                self.window.wait(self.is_drawn, "the chart to be drawn")
            self.see(view)

    def is_drawn(self) -> bool:
        """Whether anything stands on the canvas."""
        return self.window.driver.execute_script(
            """const canvas = document.querySelector("#picture canvas");
            const dots = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return dots.data.some((value) => value !== 0);""")

    def filters(self) -> None:
        """A counter that served nobody leaves nothing; the way back brings all again."""
        self.window.find("#views [data-view=rows]").send_keys(Keys.ENTER)
        before = self.window.text("#rows")
        self.choose("fromHour", "23")
        self.window.wait_text("#message", "Chưa có lượt chờ nào")
        self.choose("fromHour", "")
        self.window.wait_text("#rows", before.splitlines()[0])
        self.choose("by", "clerk")
        self.window.wait_text("#clerk-note", "được ghi vào sổ sự kiện")
        self.see("clerks")
        self.choose("by", "line")

    def choose(self, field: str, value: str) -> None:
        self.window.driver.execute_script(
            "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
            "field.dispatchEvent(new Event('change'));", field, value)

    def files(self) -> None:
        """Every file is made, and the page says so."""
        for key in ("csv", "xlsx", "log-csv", "log-xlsx", "day-pdf"):
            self.window.click(f"#{key}")
            ending = key.split("-")[-1]
            self.window.wait(
                lambda ending=ending: self.window.text("#download-words").endswith(f".{ending}."),
                f"{key} to be saved")
        self.window.shoot("saved")

    def staffing(self) -> None:
        """Counter 6 opens later: the waits of the day stand beside those that it would have had."""
        self.window.driver.execute_script(
            "document.getElementById('staffing-day').value = arguments[0];"
            "document.getElementById('staffing-ask').requestSubmit();", self.options.day)
        field = self.window.find("#staffing-counters [name='6']")
        self.window.click("#staffing-run")
        self.window.wait_text("#staffing-message", "Chưa sửa giờ")
        field.clear()
        field.send_keys("9 giờ")
        self.window.click("#staffing-run")
        self.window.wait_text("#staffing-message", "chưa đúng cách viết")
        field.clear()
        field.send_keys("13:30-17:00" + Keys.ENTER)
        self.window.wait_text("#staffing-words", "sai số của mô phỏng", seconds=60)
        audit(self.window, DESK_CONTRAST, DESK_KEY)
        for width, height in ((1920, 1080), (1366, 768)):
            self.window.resize(width, height)
            self.window.driver.execute_script(
                "document.getElementById('staffing-counters').scrollIntoView()")
            self.window.shoot(f"staffing-{width}")

    def english(self) -> None:
        self.window.driver.execute_script("scrollTo(0, 0)")
        self.window.click("#language")
        self.window.wait_text("#views", "How waits are spread")
        self.window.wait_text("#staffing-words", "the simulator's error")
        self.see("english")

    def without_charts(self) -> None:
        """Where the package is missing the page says so, and the table stands."""
        driver = self.window.driver
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/assets/lib/chart.js"]})
        driver.refresh()
        self.window.find("#views [data-view=trend]")
        self.days(self.options.first, self.options.day)
        self.window.click("#views [data-view=trend]")
        self.window.wait_text("#picture", "libjs-chart.js")
        self.window.find("#rows tr")
        self.window.shoot("no-charts")

    def run(self) -> None:
        for words, step in [
            ("a manager signs in", self.sign_in), ("every view by the keyboard", self.views),
            ("filters, and figures by clerk", self.filters), ("files are saved", self.files),
            ("other hours of a counter", self.staffing), ("the same in English", self.english),
        ]:
            step()
            print(f"ok reports: {words}", flush=True)
        console_is_silent(self.window)
        self.without_charts()
        print("ok reports: without the package that draws charts", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--first", required=True)
    parser.add_argument("--day", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    reports = Reports(options)
    try:
        reports.run()
    except PageFault as fault:
        print(f"FAULT {fault}", file=sys.stderr)
        return 1
    finally:
        reports.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
