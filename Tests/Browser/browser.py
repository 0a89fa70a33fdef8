"""Windows at the sizes of the screens, and waiting for what should appear."""

import pathlib
import tempfile
import time

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

PATIENCE_SECONDS = 12

# Puts waits of a busy morning in the place of what a hall of one minute's age can know: the third
# line is about to close, and the numbers of people grow from line to line.
BUSY_MORNING = r"""
const real = window.fetch.bind(window);
const known = { lowSeconds: 600, highSeconds: 1200 };
const busy = (hall) => {
  hall.lines.forEach((line, place) => {
    line.waiting = place * 3 + 1;
    line.longestWaitSeconds = place * 300;
    line.estimate = place === 5 ? null
      : { lowSeconds: place * 240, highSeconds: (place + 1) * 420 };
    line.closing = place === 2;
  });
  return hall;
};
const told = (event, change) => event.replace(/^data: ?(.*)$/m,
  (whole, data) => `data: ${JSON.stringify(change(JSON.parse(data)))}`);
const waits = (status) => ({ ...status, ahead: 4, estimate: known });
window.fetch = async (address, options) => {
  const answer = await real(address, options);
  const same = { status: answer.status, headers: answer.headers };
  if (answer.ok && String(address).endsWith("/stream")) {
    const change = String(address).endsWith("/hall/stream") ? busy : waits;
    let rest = "";
    const events = new TransformStream({
      transform(text, out) {
        const parts = (rest + text).split("\n\n");
        rest = parts.pop();
        for (const part of parts) out.enqueue(`${told(part, change)}\n\n`);
      },
    });
    const body = answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(events)
      .pipeThrough(new TextEncoderStream());
    return new Response(body, same);
  }
  if (answer.ok && /\/(tickets|status\/[^/]+)$/.test(String(address))) {
    return new Response(JSON.stringify(waits(await answer.json())), same);
  }
  return answer;
};
"""


class PageFault(Exception):
    """Something a person would have met, in one sentence."""


class Window:
    """One headless browser with one page."""

    def __init__(self, name: str, width: int, height: int, out: pathlib.Path, trusted: str = ""):
        """`trusted`: SHA-256 of the one key that is believed without anybody's word, in Base64."""
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for argument in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--lang=vi-VN",
        ):
            options.add_argument(argument)
        if trusted:
            options.add_argument(f"--ignore-certificate-errors-spki-list={trusted}")
            options.add_argument(f"--user-data-dir={tempfile.mkdtemp()}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.name = name
        self.out = out
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def open(self, address: str) -> None:
        try:
            self.driver.get(address)
        except WebDriverException as error:
            raise PageFault(f"{self.name}: {address} does not open: {error.msg}") from error

    def foresee(self) -> None:
        """From the next page on, the hall knows its waits: a busy morning's figures."""
        self.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": BUSY_MORNING})

    def find(self, selector: str):
        """The one visible element, waited for."""
        return self.wait(lambda: self._visible(selector), f"{selector} to be seen")

    def _visible(self, selector: str):
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return next((element for element in found if element.is_displayed()), None)

    def text(self, selector: str) -> str:
        """What it reads; asked again where the page drew it anew in that moment."""
        for _ in range(20):
            try:
                found = self._visible(selector)
                return found.text.strip() if found else ""
            except StaleElementReferenceException:
                continue
        raise PageFault(f"{self.name}: {selector} never stands still")

    def click(self, selector: str) -> None:
        """Clicks once the element is there and may be pressed."""
        def press():
            element = self._visible(selector)
            if element is None or not element.is_enabled():
                return False
            element.click()
            return True

        self.wait(press, f"{selector} to be pressed")

    def type(self, text: str) -> None:
        ActionChains(self.driver).send_keys(text).perform()

    def wait(self, ask, what: str, seconds: float = PATIENCE_SECONDS):
        """Asks until the answer is true; the sentence names what never came."""
        end = time.monotonic() + seconds
        while True:
            try:
                answer = ask()
            except (StaleElementReferenceException, WebDriverException):
                answer = None
            if answer:
                return answer
            if time.monotonic() > end:
                self.shoot("fault")
                raise PageFault(f"{self.name}: waited {seconds} s for {what}, in vain")
            time.sleep(0.05)

    def wait_text(self, selector: str, expected: str, seconds: float = PATIENCE_SECONDS) -> None:
        self.wait(
            lambda: expected in self.text(selector),
            f"{selector} to read “{expected}”", seconds)

    def shoot(self, step: str) -> None:
        """Writes a screenshot once fonts and transitions have settled."""
        self.driver.execute_async_script(
            "const done = arguments[0]; document.fonts.ready.then(() => setTimeout(done, 250));")
        self.driver.save_screenshot(str(self.out / f"{self.name}-{step}.png"))

    def close(self) -> None:
        self.driver.quit()
