"""A small centre with real devices: its configuration, its program, and the way to talk to it."""

import base64
import hashlib
import json
import pathlib
import secrets
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request

PORT = 8080
BASE = f"http://127.0.0.1:{PORT}"
# What a slip's QR begins with.
PUBLIC_BASE = "https://laysoxephang.example.vn"
PROCEDURE = "1.001193"
# Of clerk6, on the keys that a button box has as a keypad.
PIN = "1342"
DAY = "2026-11-23"
START_SECONDS, STOP_SECONDS = 30, 10

CONFIGURATION = """\
centre:
  code: H53.12.3
  name: {{vi: Trung tâm kiểm thử, en: Test centre}}
  heading: [UBND PHƯỜNG KIẾN TƯỜNG]
listen: {{host: 127.0.0.1, port: {port}}}
publicBaseURL: {public}
texts: {texts}
procedures: procedures.tsv
hours:
  mon-fri: ["07:30-11:30", "13:30-17:00"]
fields:
  - {{id: ho-tich, name: {{vi: "Hộ tịch", en: "Civil status"}}}}
  - {{id: chung-thuc, name: {{vi: "Chứng thực", en: "Certification"}}}}
lines:
  - id: ho-tich
    name: {{vi: "Hộ tịch", en: "Civil status"}}
    series: {{first: 1001, last: 1999, digits: 4}}
    fields: [ho-tich]
  - id: chung-thuc
    name: {{vi: "Chứng thực", en: "Certification"}}
    series: {{first: 2001, last: 2999, digits: 4}}
    fields: [chung-thuc]
counters:
  - {{number: 6, lines: [ho-tich]}}
  - {{number: 8, lines: [chung-thuc]}}
clerks:
  - {{id: clerk6, fields: [ho-tich]}}
  - {{id: clerk8, fields: [chung-thuc]}}
kiosks:
  - {{id: kiosk-1, printers: [printer-1], default: {default}}}
devices:
  printers:
    - {{id: printer-1, widthDots: 576}}
{devices}accounts:
  - {{user: clerk6, role: clerk, password: "{clerk}", pin: "{pin}"}}
  - {{user: clerk8, role: clerk, password: "{clerk}"}}
  - {{user: manager1, role: manager, password: "{manager}"}}
deviceTokens:
  - {{name: hall, roles: [display], sha256: {token}}}
signIn: {{oneTimeCodes: optional}}
dossier:
  authority: embedded
  agencyCode: H53.12.3
"""

PROCEDURES = ("code\tname\tfield\tline\tlimit\tfee\tdecision\n"
              f"{PROCEDURE}\tThủ tục đăng ký khai sinh\tho-tich\tho-tich\t1 other\t0\tthử\n")


def scrypt_hash(password):
    """The form of a configured password; cheap, since the machine is emulated."""
    cost, salt = 1 << 10, secrets.token_bytes(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=cost, r=8, p=1, dklen=32)
    parts = (base64.b64encode(part).decode() for part in (salt, key))
    return "scrypt$%d$8$1$%s$%s" % (cost, *parts)


class Centre:
    """The program with its files; data on the machine's own memory, logs in `out`."""

    def __init__(self, program, texts, folder, out):
        self.program, self.texts, self.folder, self.out = program, texts, folder, out
        self.data = folder / "data"
        self.password, self.device_token = secrets.token_hex(8), secrets.token_hex(16)
        self.process = None
        self.tokens = {}
        folder.mkdir(parents=True)
        (folder / "procedures.tsv").write_text(PROCEDURES, encoding="utf-8")

    def configure(self, devices="", prints_all=True):
        """Writes the configuration with these devices beside the printer; the program's own
        verdict on it.

        Unless `prints_all`, only tickets that name `kiosk-1` are printed.
        """
        file = self.folder / "centre.yaml"
        file.write_text(CONFIGURATION.format(
            port=PORT, public=PUBLIC_BASE, texts=self.texts, devices=devices,
            default=str(prints_all).lower(),
            clerk=scrypt_hash(self.password), manager=scrypt_hash(self.password),
            pin=scrypt_hash(PIN),
            token=hashlib.sha256(self.device_token.encode()).hexdigest()), encoding="utf-8")
        return self.command("check-config", str(file))

    def command(self, *words):
        """One of the program's other commands: whether it ended well, and what it said."""
        done = subprocess.run([self.program, *words], capture_output=True, text=True, check=False)
        return done.returncode == 0, done.stdout + done.stderr

    def start(self, at):
        """Starts the program with its clock set, and waits until it is open."""
        with open(self.out / "motcua.log", "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "--config", str(self.folder / "centre.yaml"),
                 "--data", str(self.data), "--at", f"{DAY}T{at}+07:00"],
                stdout=subprocess.PIPE, stderr=log, text=True)
        for line in self.process.stdout:
            if line.startswith("motcua is open at"):
                return True
        return False

    def stop(self):
        """Asks the program to end; its status, None when it had to be killed."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None

    def sign_in(self, user):
        status, answer = self.call("POST", "/session", {"user": user, "password": self.password})
        if status == 200:
            self.tokens[user] = answer["token"]
        return status == 200

    def call(self, method, path, body=None, by=None):
        """One request: its status and its JSON, if any."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": secrets.token_hex(8)}
        token = self.device_token if by == "hall" else self.tokens.get(by)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{BASE}/api/v1{path}", data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                status, text = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        return status, json.loads(text) if text else None

    def at_counter(self, action, **body):
        """A clerk's step at counter 6; the answer, {} when it was refused."""
        status, answer = self.call("POST", f"/counters/6/{action}", body, by="clerk6")
        return (answer or {}) if status == 200 else {}

    def reprint(self, number):
        """Has a clerk order a ticket's slip again; the status of the answer."""
        (ticket,), = self.rows("hall", "SELECT id FROM tickets WHERE number = ?", number)
        return self.call("POST", f"/tickets/{ticket}/reprint", {}, by="clerk6")[0]

    def ticket(self, number):
        """A ticket as the clerk sees it; {} when there is none."""
        rows = self.rows("hall", "SELECT id FROM tickets WHERE number = ?", number)
        return self.call("GET", f"/tickets/{rows[0][0]}", by="clerk6")[1] if rows else {}

    def device(self, name):
        """The condition of a device."""
        return self.health(name).get("condition")

    def health(self, name):
        """A device as the clerks' page sees it; {} when there is none."""
        devices = (self.call("GET", "/devices", by="clerk6")[1] or {}).get("devices", [])
        return next((one for one in devices if one["id"] == name), {})

    def numbers(self):
        """Every number given so far, in order."""
        return [row[0] for row in self.rows("hall", "SELECT number FROM tickets ORDER BY day, issue_order")]

    def rows(self, store, query, *values):
        """Reads one of the program's stores beside it."""
        path = self.data / f"{store}.sqlite"
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()
