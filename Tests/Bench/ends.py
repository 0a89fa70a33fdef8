"""The two ends that a run looks at: what the board's line was told, and who holds the buttons."""

import fcntl
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
EVIOCGRAB = 0x40044590


class Board:
    """The far end of the board's line, and what it was told."""

    def __init__(self, kind, out):
        self.log = out / f"board-{kind}.jsonl"
        self.log.touch()
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "board.py"), kind, "/dev/ttyGS0", str(self.log)])

    def frames(self):
        lines = self.log.read_text(encoding="utf-8").splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def shown(self, since=0):
        """Everything shown after a moment, without the dark halves of a blink."""
        texts = [frame.get("shows", "") for frame in self.frames() if frame["at"] > since]
        return [text for text in texts if text.strip()]

    def last(self, since=0):
        return (self.shown(since) or [None])[-1]

    def stop(self):
        self.process.kill()
        self.process.wait()


def node_of(name):
    """The node of the input device of this name; None when there is none."""
    for entry in pathlib.Path("/sys/class/input").glob("event*"):
        if (entry / "device/name").read_text().strip() == name:
            return f"/dev/input/{entry.name}"
    return None


def is_grabbed(name):
    """Whether another program keeps the input device of this name to itself."""
    node = node_of(name)
    if node is None:
        return False
    with open(node, "rb", buffering=0) as device:
        try:
            fcntl.ioctl(device, EVIOCGRAB, 1)
        except OSError:
            return True
    return False
