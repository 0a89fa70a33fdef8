// The citizen's own page: one number's place, told by the controller while it is looked at.
import { get, Problem } from "/assets/api.js";
import { byId, say } from "/assets/dom.js";
import { offerLanguages } from "/assets/language.js";
import { clockTime, followStream } from "/assets/live.js";
import { range, t } from "/assets/words.js";

/** A controller with too many listeners answers questions all the same. */
const pollMs = 10_000;
/** With so few before, the way back to the hall should not be long. */
const soon = 2;
const finalStates = ["completed", "cancelled", "expired"];
const path = `/status/${encodeURIComponent(location.pathname.split("/").filter(Boolean).at(-1))}`;

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

const isOver = () => finalStates.includes(shown?.state) || notice === "status.unknown";

function take(status) {
    shown = { ...status, asked: Date.now() };
    notice = null;
    draw();
}

function fail(error) {
    const gone = error instanceof Problem && error.status === 404;
    if (gone) shown = null;
    notice = gone ? "status.unknown" : "page.unreachable";
    draw();
}

async function ask() {
    clearTimeout(timer);
    try {
        take(await get(path));
    } catch (error) {
        fail(error);
    }
    if (!isOver() && !document.hidden) timer = setTimeout(ask, pollMs);
}

await offerLanguages(byId("language"), draw);
await ask();
// Questions go on beside the stream until it has said something, and again while it is silent.
followStream(`${path}/stream`, {
    onData: (status) => {
        clearTimeout(timer);
        take(status);
    },
    onLink: (up) => {
        clearTimeout(timer);
        if (!up && !isOver()) timer = setTimeout(ask, pollMs);
    },
    isOver,
});
document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : ask());
