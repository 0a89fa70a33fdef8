"""What others do in the hall meanwhile: numbers and clerks by the HTTP contract."""

import json
import urllib.error
import urllib.request
import uuid

from browser import PageFault


class Clerk:
    """A clerk without a page."""

    def __init__(self, base: str, number: int):
        self.base, self.counter = base, number
        self.token = None
        self.token = self.post(
            "/session", {"user": f"clerk{number}", "password": "motcua"})["token"]

    def post(self, path: str, body: dict | None = None):
        headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        asked = urllib.request.Request(
            f"{self.base}/api/v1{path}", json.dumps(body or {}).encode(), headers)
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise PageFault(f"{path} was refused: {error.read().decode()[:200]}") from error
        return json.loads(text) if text else None

    def get(self, path: str):
        headers = {"Authorization": f"Bearer {self.token}"}
        asked = urllib.request.Request(f"{self.base}/api/v1{path}", headers=headers)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return json.loads(answer.read())

    def take_number(self, line: str, **more) -> str:
        return self.post("/tickets", {"line": line, "channel": "desk", **more})["number"]

    def serve_some(self, line: str, count: int) -> None:
        """Opens the counter, serves so many in the line and closes it: the hall learns."""
        place = f"/counters/{self.counter}"
        self.post(f"{place}/open")
        for _ in range(count):
            self.take_number(line)
            if self.post(f"{place}/call-next") is None:
                break
            self.post(f"{place}/start")
            self.post(f"{place}/complete", {"outcome": "information-given"})
        self.post(f"{place}/close")
