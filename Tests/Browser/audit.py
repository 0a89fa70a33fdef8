"""Rules that every page keeps: names, contrast, sizes of keys, a silent console."""

from browser import PageFault, Window

# Contrast read from far away and at a desk; the smaller side of a key in pixels.
FAR_CONTRAST = 7
DESK_CONTRAST = 4.5
TOUCH_KEY = 76
DESK_KEY = 36

# Answers text whose contrast to the nearest opaque ground is too low, keys that are too small,
# controls without a name, and words nobody wrote (a bare text key).
SCRIPT = r"""
const [contrastMin, keyMin] = arguments;
const channel = (byte) => {
  const v = byte / 255;
  return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};
const parse = (c) => (c.match(/[\d.]+/g) ?? []).map(Number);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const ground = (e) => {
  for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c;
  }
  return [255, 255, 255];
};
const seen = (e) =>
  e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
const faults = [];
for (const e of document.querySelectorAll("body *")) {
  if (!seen(e) || e.closest("svg")) continue;
  const own = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join("");
  if (own === "" || e.closest(":disabled")) continue;
  // The name of a file is no key of a word.
  if (/^[a-z]+(\.[a-z-]+)+$/.test(own) && !/\.(yaml|tsv)$/.test(own)) faults.push(`no words for ${own}`);
  const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < contrastMin - 0.005)
    faults.push(`“${own.slice(0, 30)}” has contrast ${ratio.toFixed(2)}`);
}
for (const e of document.querySelectorAll("button, input, select, a[href]")) {
  if (!seen(e)) continue;
  const label = (e.labels?.[0]?.textContent ?? "").trim();
  const name = e.textContent.trim() || e.getAttribute("aria-label") || label;
  if (name === "") faults.push(`a control without a name: ${e.outerHTML.slice(0, 80)}`);
  const box = e.getBoundingClientRect();
  if (e.tagName === "BUTTON" && Math.min(box.width, box.height) < keyMin)
    faults.push(`key “${name.slice(0, 30)}” is only ${box.width} × ${box.height}`);
}
if (document.documentElement.scrollWidth > innerWidth)
  faults.push("the page is wider than its screen");
// Chart.js sizes its canvas by script, which the policy allows; markup has no style.
if (document.querySelector("[style]:not(canvas)")) faults.push("an inline style");
return faults;
"""


def audit(window: Window, contrast: float, key_size: int) -> None:
    """Checks what is on the page now; raises with the first three faults."""
    faults = window.driver.execute_script(SCRIPT, contrast, key_size)
    if faults:
        raise PageFault(f"{window.name}: " + "; ".join(dict.fromkeys(faults[:3])))


def is_whole(window: Window, selector: str) -> None:
    """Nothing in the element reaches over its edges, where it would be cut."""
    over = window.driver.execute_script(
        """const outer = document.querySelector(arguments[0]).getBoundingClientRect();
        return Math.max(0, ...[...document.querySelectorAll(`${arguments[0]} *`)].map((one) => {
            const inner = one.getBoundingClientRect();
            return inner.height === 0 ? 0
                : Math.max(outer.top - inner.top, inner.bottom - outer.bottom);
        }));""", selector)
    # Edges between pixels are rounded.
    if over > 1:
        raise PageFault(f"{window.name}: {selector} is cut by {over:.0f} px")


def console_is_silent(window: Window) -> None:
    """No script error, no refused style or script; refused requests are the contract's business."""
    for entry in window.driver.get_log("browser"):
        if "Failed to load resource" in entry["message"] and "/assets/" not in entry["message"]:
            continue
        if entry["level"] == "SEVERE":
            raise PageFault(f"{window.name}: the console says {entry['message'][:200]}")
