// The rating tablet: rests until a visit at its counter ends, asks for half a minute, thanks.
import { get, press, Problem, speakAs, untilAnswered } from "/assets/api.js";
import { byId, h, meta, say, showView, svg } from "/assets/dom.js";
import { openDeviceSession } from "/assets/gate.js";
import { followStream, linkBanner } from "/assets/live.js";
import { currentLanguage, t, useLanguage } from "/assets/words.js";

const views = ["rest", "ask", "why", "thanks"];
const levels = [4, 3, 2, 1];
const reasons = ["long-wait", "attitude", "unclear", "extra-papers", "result", "other"];
/** Who was asked why and went away is counted all the same. */
const whySeconds = 15;
const thanksMs = 4000;

const counter = Number(location.pathname.split("/").filter(Boolean).at(-1));
/** `number` is rated until `until`; `level` once it is chosen. */
const state = { number: null, until: 0, level: null, reasons: new Set(), sending: false };
let timer = null;

/** A face whose mouth bends with the level; the word beside it says the same. */
function face(level) {
    const bend = { 4: 8, 3: 4, 2: -4, 1: -8 }[level];
    return svg("svg", { viewBox: "0 0 48 48", "aria-hidden": "true" },
        svg("circle", { cx: 24, cy: 24, r: 20 }),
        svg("path", { d: "M17 18v3M31 18v3" }),
        svg("path", { d: `M15 ${31 - bend / 2}Q24 ${31 + bend} 33 ${31 - bend / 2}` }));
}

const secondsLeft = () => Math.max(0, Math.ceil((state.until - performance.now()) / 1000));

function draw() {
    say(byId("counter"), t("page.counter", { counter }));
    say(byId("language"), t(currentLanguage() === "vi" ? "page.language.en" : "page.language.vi"));
    byId("language").lang = currentLanguage() === "vi" ? "en" : "vi";
    say(byId("question"), t("rate.question", { number: state.number ?? "" }));
    byId("levels").replaceChildren(...levels.map((level) => h("button", {
        class: "key", type: "button", "data-level": level, onclick: () => choose(level),
    }, face(level), h("span", {}, t(`rate.level.${level}`)))));
    for (const key of byId("reasons").children) say(key, t(`rate.reason.${key.dataset.reason}`));
    tell();
}

function tell() {
    say(byId("left"), t("rate.left", { seconds: secondsLeft() }));
    say(byId("send"), t(state.reasons.size > 0 ? "rate.send" : "rate.send-without",
        { seconds: secondsLeft() }));
}

function tick() {
    if (secondsLeft() > 0) {
        tell();
        return;
    }
    if (state.level === null) rest();
    else send();
}

function count(seconds) {
    clearInterval(timer);
    state.until = performance.now() + seconds * 1000;
    timer = setInterval(tick, 500);
}

/** The tablet as the next citizen finds it: Vietnamese, nothing chosen. */
async function rest() {
    clearInterval(timer);
    state.number = null;
    state.level = null;
    state.reasons.clear();
    for (const key of byId("reasons").children) key.setAttribute("aria-pressed", "false");
    showView(views, "rest");
    await useLanguage("vi").catch(() => null);
    draw();
}

function open(number, seconds) {
    state.number = number;
    state.level = null;
    count(seconds);
    draw();
    showView(views, "ask");
}

function choose(level) {
    if (state.sending) return;
    state.level = level;
    if (level > 2) {
        send();
        return;
    }
    count(whySeconds);
    showView(views, "why");
    tell();
}

function toggle(key) {
    const { reason } = key.dataset;
    if (!state.reasons.delete(reason)) state.reasons.add(reason);
    key.setAttribute("aria-pressed", String(state.reasons.has(reason)));
    count(whySeconds);
    tell();
}

async function send() {
    if (state.sending) return;
    state.sending = true;
    clearInterval(timer);
    const body = { counter, level: state.level };
    if (state.level <= 2) body.reasons = [...state.reasons];
    let words = "rate.thanks";
    try {
        await press("/ratings", body);
    } catch (error) {
        words = error instanceof Problem && error.code === "nothing-to-rate"
            ? "rate.too-late" : "rate.lost";
        if (error instanceof Problem && error.status === 401) await openDeviceSession();
    }
    say(byId("thanks-words"), t(words));
    showView(views, "thanks");
    state.sending = false;
    setTimeout(() => !byId("thanks").hidden && rest(), thanksMs);
}

/** What the controller says of the counter: a visit to rate, or none any more. */
function hear({ number, secondsLeft: seconds }) {
    if (number !== null && seconds > 0) {
        if (number !== state.number) open(number, seconds);
        return;
    }
    // Who has pressed is not interrupted; the next citizen's start ends the question.
    if (state.level === null && !state.sending && byId("thanks").hidden) rest();
}

async function start() {
    const served = meta("motcua-device");
    if (served) speakAs(served);
    await untilAnswered(() => useLanguage("vi"));
    byId("reasons").replaceChildren(...reasons.map((reason) => h("button", {
        class: "key", type: "button", "data-reason": reason, "aria-pressed": "false",
        onclick: (event) => toggle(event.currentTarget),
    })));
    byId("send").addEventListener("click", send);
    byId("language").addEventListener("click", async () => {
        await useLanguage(currentLanguage() === "vi" ? "en" : "vi");
        draw();
    });
    await rest();
    for (;;) {
        try {
            await untilAnswered(() => get(`/counters/${counter}/rating`));
            break;
        } catch (error) {
            if (error instanceof Problem && error.code === "unknown-counter") {
                say(byId("hello"), t("page.counter-unknown", { counter }));
                return;
            }
            await openDeviceSession();
        }
    }
    followStream(`/counters/${counter}/rating/stream`, {
        onData: hear,
        onLink: linkBanner(byId("link"), () => t("rate.link-lost")),
        onRefused: openDeviceSession,
    });
}

start();
