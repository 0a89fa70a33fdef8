"""Checks of a run inside the virtual machine, and the hand on the emulated devices there."""

import os
import pathlib
import subprocess
import time

RUN = pathlib.Path(os.environ["USB_BENCH_RUN"])
PAPER = RUN / "printer.bin"
PATIENCE = 15


class Checks:
    """Counts and prints what held and what did not."""

    def __init__(self):
        self.failed = 0

    def that(self, what, truth, seen=""):
        self.failed += 0 if truth else 1
        print(f"ok   {what}" if truth else f"FAIL {what}: {seen}", flush=True)
        return bool(truth)

    def until(self, what, wanted, look, seconds=PATIENCE, pause=0.05):
        """Looks again and again until what is seen is what is wanted."""
        is_wanted = wanted if callable(wanted) else lambda seen: seen == wanted
        deadline = time.monotonic() + seconds
        while not is_wanted(seen := look()) and time.monotonic() < deadline:
            time.sleep(pause)
        return self.that(what, is_wanted(seen), seen)


def bench(*words):
    subprocess.run(["bench-ctl", *words], check=True)
