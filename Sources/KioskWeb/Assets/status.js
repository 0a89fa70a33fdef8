// The citizen's own page: one number's place, asked for every ten seconds while it is looked at.
import { get, Problem } from "/assets/api.js";
import { byId, say } from "/assets/dom.js";
import { offerLanguages } from "/assets/language.js";
import { clockTime } from "/assets/live.js";
import { range, t } from "/assets/words.js";

const pollMs = 10_000;
/** With so few before, the way back to the hall should not be long. */
const soon = 2;
const finalStates = ["completed", "cancelled", "expired"];
const token = location.pathname.split("/").filter(Boolean).at(-1);

let shown = null;
let timer = null;
let notice = null;

function stateKey(status) {
    return status.state === "waiting" && status.ahead <= soon ? "soon" : status.state;
}

function draw() {
    say(byId("notice"), notice ? t(notice) : "");
    byId("notice").hidden = notice === null;
    byId("ticket").hidden = shown === null;
    if (!shown) return;
    const waiting = shown.state === "waiting";
    const atCounter = ["called", "serving"].includes(shown.state) && shown.counter !== null;
    say(byId("number"), shown.number);
    say(byId("state"), t(`status.${stateKey(shown)}`, { counter: shown.counter ?? "" }));
    byId("counter").hidden = !atCounter;
    say(byId("counter").querySelector("b"), String(shown.counter ?? ""));
    byId("ahead").hidden = !waiting;
    say(byId("ahead").querySelector("dd"), String(shown.ahead ?? ""));
    byId("estimate").hidden = !waiting || !shown.estimate;
    if (shown.estimate) say(byId("estimate").querySelector("dd"), range(shown.estimate));
    byId("slip").hidden = !["failed", "unknown"].includes(shown.slip)
        || finalStates.includes(shown.state);
    say(byId("refreshed"), finalStates.includes(shown.state) ? ""
        : t("status.refreshed", { time: clockTime(shown.asked) }));
}

async function ask() {
    clearTimeout(timer);
    try {
        shown = { ...await get(`/status/${encodeURIComponent(token)}`), asked: Date.now() };
        notice = null;
    } catch (error) {
        const gone = error instanceof Problem && error.status === 404;
        if (gone) shown = null;
        notice = gone ? "status.unknown" : "page.unreachable";
    }
    draw();
    const over = finalStates.includes(shown?.state) || notice === "status.unknown";
    if (!over && !document.hidden) timer = setTimeout(ask, pollMs);
}

await offerLanguages(byId("language"), draw);
document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : ask());
ask();
