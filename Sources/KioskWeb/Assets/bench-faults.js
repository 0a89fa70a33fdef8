// The bench's troubles: beside each device how the centre believes it to be, and what to break.
import { get, press, sentenceFor } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { deviceLevel } from "/assets/target.js";
import { t } from "/assets/words.js";

const pollMs = 700;
const base = "/bench";
/** Devices at which the next press leaves a key stuck. */
const sticking = new Set();
let known = new Map();

export const isSticking = (id) => sticking.has(id);

/** Sends a press of the bench; what went wrong is said below. */
export async function act(path, body, words) {
    try {
        await press(path, body, { base });
        say(byId("said"), words);
    } catch (error) {
        say(byId("said"), sentenceFor(error));
    }
    await look();
}

const change = (id, { fault, on }) =>
    act(`/devices/${encodeURIComponent(id)}/faults`, { fault, on: !on },
        t(on ? "bench.fault.mended" : "bench.fault.broken", { id }));

function drawFault(id, one) {
    return h("button", { type: "button", class: "key", "data-fault": one.fault,
        "aria-pressed": String(one.on), disabled: !one.possible,
        onclick: () => change(id, one) }, t(`bench.fault.${one.fault}`));
}

function drawStick(id, bar) {
    return h("button", { type: "button", class: "key", "data-fault": "stuck",
        "aria-pressed": String(isSticking(id)), onclick: () => {
            if (!sticking.delete(id)) sticking.add(id);
            fill(bar);
        } }, t("bench.fault.stuck"));
}

/** What must be said besides: why a key is grey, what nobody can know, how a key gets stuck. */
function remarks(id, device) {
    const lacking = device.faults.filter((one) => !one.possible)
        .map((one) => t(`bench.fault.${one.fault}`));
    const unheard = device.condition === "ready"
        && device.faults.some((one) => one.fault === "dead" && one.on);
    return [
        lacking.length > 0 ? t("bench.fault.none", { faults: lacking.join(", ") }) : "",
        unheard ? t("bench.fault.unheard") : "",
        isSticking(id) ? t("bench.fault.stick-how") : "",
    ].filter((one) => one !== "");
}

/** Redraws a bar only when something changed, so that focus stays where it is. */
function fill(bar) {
    const id = bar.dataset.faults;
    const device = known.get(id);
    const state = JSON.stringify([device, isSticking(id), document.documentElement.lang]);
    if (!device || bar.dataset.state === state) return;
    bar.dataset.state = state;
    const focus = bar.contains(document.activeElement) ? document.activeElement.dataset.fault : "";
    bar.replaceChildren(
        h("p", { class: "with-mark", "data-condition": device.condition, title: device.detail },
            h("span", { class: `mark ${deviceLevel(device.condition)}` }),
            h("span", {}, t(`device.${device.condition}`))),
        h("div", { class: "choices" }, ...device.faults.map((one) => drawFault(id, one)),
            bar.dataset.sticks === "yes" ? drawStick(id, bar) : null),
        ...remarks(id, device).map((words) => h("p", { class: "remark" }, words)));
    if (focus) bar.querySelector(`[data-fault="${focus}"]`)?.focus();
}

/** A device's troubles; `sticks` where it has keys. */
export function faultBar(id, { sticks = false } = {}) {
    const bar = h("div", { class: "faults", role: "group", "data-faults": id,
        "aria-label": t("bench.faults", { id }), "data-sticks": sticks ? "yes" : "no" });
    fill(bar);
    return bar;
}

async function look() {
    try {
        const { devices } = await get("/faults", { base });
        known = new Map(devices.map((one) => [one.id, one]));
        document.querySelectorAll("[data-faults]").forEach(fill);
    } catch {
        // The bench says itself that it lost the controller.
    }
}

async function poll() {
    if (!document.hidden) await look();
    setTimeout(poll, pollMs);
}

poll();
