#!/usr/bin/env python3
"""Slip layouts on the bench: every kind on both papers, drawn anew when a file is saved, and a
file's mistakes in the picture's place.

Needs a simulated centre whose configuration may be written to.
"""

import argparse
import pathlib
import sys

from audit import DESK_CONTRAST, DESK_KEY, audit, console_is_silent
from browser import PageFault, Window

KINDS = ("ticket", "receipt", "apology", "test", "summary")
PAPERS = {"80": "576", "58": "384"}


class Layouts:
    """The bench page beside an editor."""

    def __init__(self, base: str, config: pathlib.Path, out: pathlib.Path):
        self.base, self.file, self.out = base, config / "layouts" / "ticket.yaml", out
        self.bench = Window("layouts", 1000, 1900, out)
        self.whole = self.file.read_text(encoding="utf-8")

    def picture(self) -> dict:
        return self.bench.driver.execute_script(
            "const p = document.getElementById('layout-picture');"
            "return p.hidden || !p.complete || p.naturalWidth === 0 ? null"
            " : {src: p.src, width: String(p.naturalWidth), alt: p.alt}")

    def choose(self, place: str, choice: str) -> None:
        self.bench.click(f"#layout-{place} [data-choice='{choice}']")

    def shoot(self, step: str) -> None:
        self.bench.driver.execute_script(
            "document.getElementById('layouts').scrollIntoView()")
        self.bench.shoot(step)

    def every_kind(self) -> None:
        self.bench.open(self.base + "/bench")
        self.bench.find("#layout-kinds button")
        seen = set()
        for paper, width in PAPERS.items():
            self.choose("papers", paper)
            for kind in KINDS:
                self.choose("kinds", kind)
                self.bench.find(f"#layout-kinds [data-choice='{kind}'][aria-pressed=true]")
                self.bench.wait(
                    lambda: (now := self.picture()) and now["width"] == width
                    and now["src"] not in seen, f"{kind} on {paper} mm")
                seen.add(self.picture()["src"])
                audit(self.bench, DESK_CONTRAST, DESK_KEY)
                self.shoot(f"{kind}-{paper}")
        self.choose("kinds", "ticket")
        self.choose("papers", "80")
        self.bench.wait(
            lambda: (now := self.picture()) and "80" in now["alt"] and now["width"] == "576",
            "the ticket again")

    def follows_the_file(self) -> None:
        before = self.picture()["src"]
        self.file.write_text(self.whole + "- {rule: 3}\n", encoding="utf-8")
        self.bench.wait(
            lambda: (now := self.picture()) and now["src"] != before, "the picture to follow")

    def names_mistakes(self) -> None:
        line = len(self.whole.splitlines()) + 1
        self.file.write_text(self.whole + "- {rulle: 3}\n", encoding="utf-8")
        self.bench.wait_text("#layout-fault", "Trong tệp có chỗ sai")
        self.bench.wait_text("#layout-mistakes", f"layouts/ticket.yaml:{line}: found")
        if self.picture():
            raise PageFault("a file with a mistake is drawn all the same")
        audit(self.bench, DESK_CONTRAST, DESK_KEY)
        self.shoot("mistake")
        self.bench.click("#language")
        self.bench.wait_text("#layout-fault", "A file has a mistake")
        self.bench.click("#language")
        self.file.write_text(self.whole, encoding="utf-8")
        self.bench.wait(self.picture, "the picture to come back")

    def run(self) -> None:
        for words, step in (
            ("every kind on both papers", self.every_kind),
            ("the picture follows its file", self.follows_the_file),
            ("mistakes with file and line in its place", self.names_mistakes),
        ):
            step()
            print(f"ok {words}", flush=True)
        console_is_silent(self.bench)

    def close(self) -> None:
        self.file.write_text(self.whole, encoding="utf-8")
        self.bench.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--config", type=pathlib.Path, required=True, help="its folder")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for screenshots")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    layouts = Layouts(options.base.rstrip("/"), options.config, options.out)
    try:
        layouts.run()
    except PageFault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    finally:
        layouts.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
