// The bench: shows what simulated devices decoded from their bytes, and presses their buttons.
import { get, Problem, speakAs } from "/assets/api.js";
import { byId, h, meta, say } from "/assets/dom.js";
import { act, faultBar, isSticking } from "/assets/bench-faults.js";
import { drawChoices, watchLayouts } from "/assets/bench-layouts.js";
import { offerLanguages } from "/assets/language.js";
import { readDigits, segmentDigits } from "/assets/segments.js";
import { currentLanguage, named, t } from "/assets/words.js";

const pollMs = 500;
/** The controller forgets older slips. */
const slipsKept = 20;
/** The bench is no part of the contract and lives beside it. */
const base = "/bench";
const picture = (printer, index) =>
    `${base}/printers/${encodeURIComponent(printer)}/slips/${index}.png`;

let shown = null;
let timer = null;
/** Which slip of a printer somebody looks at; absent means the newest. */
const lookedAt = new Map();

function drawPrinter(printer, element) {
    const newest = printer.slips;
    const index = lookedAt.get(printer.id) ?? newest;
    const earliest = Math.max(1, newest - slipsKept + 1);
    const fresh = Number(element.dataset.newest ?? newest) < newest;
    element.dataset.newest = newest;
    const mouth = newest === 0 ? h("p", {}, t("bench.printer-empty")) : h("div", { class: "mouth" },
        h("img", { class: fresh && index === newest ? "paper feeds" : "paper",
            src: picture(printer.id, index), alt: t("bench.slip", { index }) }));
    const others = [];
    for (let one = newest; one >= earliest && newest > 1; one -= 1) {
        others.push(h("button", { type: "button", "aria-pressed": String(one === index),
            "aria-label": t("bench.slip", { index: one }), onclick: () => {
                if (one === newest) lookedAt.delete(printer.id);
                else lookedAt.set(printer.id, one);
                drawPrinter(printer, element);
            } }, String(one)));
    }
    element.replaceChildren(h("h2", {}, t("bench.printer", { id: printer.id })),
        h("p", {}, t("bench.printer-count", { slips: printer.slips,
            bytes: printer.bytes.toLocaleString(currentLanguage()) })),
        h("div", { class: "slot" }), mouth,
        others.length > 0 ? h("p", {}, t("bench.earlier")) : "",
        h("div", { class: "earlier" }, ...others), faultBar(printer.id));
}

function drawBoard(board) {
    const frame = (board.lastFrame ?? "").replace(/\s/g, "").match(/../g)?.join(" ") ?? "–";
    const isRow = board.row !== null;
    return h("li", { class: board.blinks ? "board blinks" : "board",
        [isRow ? "data-row" : "data-counter"]: isRow ? board.row : board.counter,
        "data-shows": readDigits(board.segments).trim() },
    h("header", {}, h("b", {}, isRow ? t("bench.row", { row: board.row })
        : t("page.counter", { counter: board.counter })),
        h("small", {}, `${board.id} · ${board.protocol}`)),
    segmentDigits(board.segments),
    h("span", { class: "unseen" }, readDigits(board.segments)),
    h("small", {}, t("bench.frame")), h("code", {}, frame), faultBar(board.id));
}

async function pressButton(panel, code, key) {
    const path = `/panels/${encodeURIComponent(panel.id)}`;
    const isHeld = panel.held.includes(code);
    if (isHeld || isSticking(panel.id)) {
        await act(`${path}/hold`, { code, down: !isHeld },
            t(isHeld ? "bench.key.freed" : "bench.key.held", { key: code }));
        return;
    }
    key.classList.add("down");
    setTimeout(() => key.classList.remove("down"), 150);
    await act(`${path}/press`, { code }, t("bench.pressed", { code }));
}

function drawPanel(panel) {
    return h("div", { class: "with-faults" }, h("div", { class: "panel" }, h("h2", {}, t("bench.panel", { id: panel.id })),
        ...panel.buttons.map((button, index) => h("button",
            { type: "button", "data-code": button.code, "data-line": button.line,
                class: panel.held.includes(button.code) ? "stuck" : null,
                onclick: (event) => pressButton(panel, button.code, event.currentTarget) },
            h("span", { class: "cap", "aria-hidden": "true" }, String(index + 1)),
            h("span", {}, named(button.name))))), faultBar(panel.id, { sticks: true }));
}

/** Redraws only the parts that changed, so that focus and blinking go on. */
function draw(devices, whole = false) {
    const changed = (part) =>
        whole || JSON.stringify(devices[part]) !== JSON.stringify(shown?.[part]);
    if (changed("panels")) byId("panels").replaceChildren(...devices.panels.map(drawPanel));
    if (changed("printers")) {
        const places = byId("printers");
        while (places.children.length < devices.printers.length) {
            places.append(h("section", { class: "printer" }));
        }
        devices.printers.forEach((printer, index) => drawPrinter(printer, places.children[index]));
    }
    devices.boards.forEach((board, index) => {
        const same = JSON.stringify(board) === JSON.stringify(shown?.boards[index]);
        const place = byId("boards").children[index];
        if (!place) byId("boards").append(drawBoard(board));
        else if (whole || !same) place.replaceWith(drawBoard(board));
    });
    shown = devices;
}

async function poll() {
    clearTimeout(timer);
    try {
        draw(await get("/devices", { base }));
        byId("notice").hidden = true;
    } catch (error) {
        const absent = error instanceof Problem && error.status === 404;
        say(byId("notice"), t(absent ? "bench.absent" : "page.unreachable"));
        byId("notice").hidden = false;
    }
    if (!document.hidden) timer = setTimeout(poll, pollMs);
}

const served = meta("motcua-device");
if (served) speakAs(served);
await offerLanguages(byId("language"), () => {
    drawChoices();
    if (shown) draw(shown, true);
});
document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : poll());
poll();
watchLayouts();
