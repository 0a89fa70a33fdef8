"""How fast the program answers clerks and live pages; taken before and while a printer blocks."""

import http.client
import json
import secrets
import threading
import time

from centre import PORT

LINE, COUNTER, CLERK = "chung-thuc", 8, "clerk8"
# The last event of the step before has arrived when nothing came for so long.
QUIET_SECONDS = 0.01
EVENT_SECONDS = 2


class LivePage:
    """A page that watches the hall; notes when an event arrives."""

    def __init__(self, token):
        self.arrived = threading.Condition()
        self.last_at, self.count = 0.0, 0
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.connection.request(
            "GET", "/api/v1/hall/stream", headers={"Authorization": f"Bearer {token}"})
        self.answer = self.connection.getresponse()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            while line := self.answer.readline():
                if line.startswith(b"data:"):
                    with self.arrived:
                        self.last_at, self.count = time.monotonic(), self.count + 1
                        self.arrived.notify_all()
        except (OSError, http.client.HTTPException, ValueError):
            # The program ended, or the page was closed.
            pass

    def until_quiet(self):
        with self.arrived:
            while self.arrived.wait(QUIET_SECONDS):
                pass
            return self.count

    def after(self, count):
        """When the first event beyond `count` arrived; None when none did."""
        with self.arrived:
            came = self.arrived.wait_for(lambda: self.count > count, EVENT_SECONDS)
            return self.last_at if came else None


class Steps:
    """Requests of one clerk over one connection, as a page in use sends them."""

    def __init__(self, centre, clerk):
        self.headers = {
            "Content-Type": "application/json", "Authorization": f"Bearer {centre.tokens[clerk]}"}
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)

    def post(self, path, body):
        """One request; its answer.

        Raises `RuntimeError` when it was refused.
        """
        key = {"Idempotency-Key": secrets.token_hex(8)}
        self.connection.request(
            "POST", f"/api/v1{path}", json.dumps(body), self.headers | key)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{path}: {answer.status} {text[:200]!r}")
        return json.loads(text)

    def length(self, path, body):
        """How long one request takes, in seconds."""
        begin = time.monotonic()
        self.post(path, body)
        return time.monotonic() - begin

    def close(self):
        self.connection.close()


class Rounds:
    """Issue, call, start, complete, again and again; the lengths of each."""

    def __init__(self, centre):
        self.steps = Steps(centre, CLERK)
        self.page = LivePage(centre.device_token)

    def measure(self, seconds, most):
        """Rounds for so long, and at most so many; a list of lengths for each kind of step."""
        lengths = {"issue": [], "call": [], "live page": []}
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(lengths["issue"]) < most:
            seen, begin = self.page.until_quiet(), time.monotonic()
            lengths["issue"].append(self.steps.length("/tickets", {"line": LINE}))
            arrived = self.page.after(seen)
            lengths["live page"].append((arrived or begin + EVENT_SECONDS) - begin)
            lengths["call"].append(self.steps.length(f"/counters/{COUNTER}/call-next", {}))
            self.steps.post(f"/counters/{COUNTER}/start", {})
            self.steps.post(f"/counters/{COUNTER}/complete", {"outcome": "information-given"})
        return lengths

    def close(self):
        self.steps.close()


def percentile(lengths, share):
    """The length that so large a share does not exceed, in milliseconds."""
    ordered = sorted(lengths)
    return 1_000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]
