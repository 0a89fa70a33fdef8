// The kiosk: one touch on a line gives a number. Nothing about a person stays on the screen.
import { get, press, Problem, sentenceFor, speakAs, untilAnswered } from "/assets/api.js";
import { byId, h, meta, say, showView } from "/assets/dom.js";
import { openDeviceSession } from "/assets/gate.js";
import { AnswerView, printerFails } from "/assets/kiosk-answer.js";
import { Choices, closedSentence } from "/assets/kiosk-choices.js";
import { Scans } from "/assets/kiosk-scan.js";
import { followHall, linkBanner } from "/assets/live.js";
import { currentLanguage, hasWords, named, t, useLanguage } from "/assets/words.js";

const views = ["choose", "answer", "scanned", "sorry"];
const sorryMs = 12_000;
/** A choice of language, size or priority that nobody used is put back for the next person. */
const restMs = 60_000;

/** Which kiosk this screen is told to stand at: `/kiosk?kiosk=kiosk-2`. */
const ownKiosk = new URLSearchParams(location.search).get("kiosk");

const state = { centre: null, hall: null, group: null, choices: null, inFlight: false };
let restTimer = null;
let sorryTimer = null;

const answer = new AnswerView(() => backToStart());
const scans = new Scans({
    views,
    kiosk: ownKiosk,
    isBusy: () => state.inFlight,
    onShow: () => {
        answer.stop();
        clearTimeout(sorryTimer);
    },
    onTicket: (ticket, note) => {
        showTicket(ticket, state.hall?.lines.find((line) => line.id === ticket.line), note);
    },
    onTake: ({ line, scan }) => takeNumber(line, byId("scan-take"), { scan }),
    onEnd: () => backToStart(),
});

/** This kiosk as the hall tells of it: the one told, else the device's own or the default. */
function ownView() {
    const id = ownKiosk ?? state.centre?.kiosk;
    return state.hall?.kiosks.find((kiosk) => kiosk.id === id);
}

/** The best of the printers of this kiosk. */
const ownPrinter = () => ownView()?.printer ?? "unknown";

/** Says before the press that paper runs out, or that none will come and why. */
function showPrinter() {
    const condition = ownPrinter();
    const fails = printerFails(condition);
    byId("printer").hidden = !fails && condition !== "paper-low";
    if (byId("printer").hidden) return;
    byId("printer").classList.toggle("late", fails);
    byId("printer").children[0].className = `mark ${fails ? "late" : "warn"}`;
    say(byId("printer").children[1], t(`kiosk.printer.${condition}`));
}

function redraw() {
    say(byId("centre"), named(state.centre.name));
    say(byId("language"), t(currentLanguage() === "vi" ? "page.language.en" : "page.language.vi"));
    byId("language").lang = currentLanguage() === "vi" ? "en" : "vi";
    for (const key of byId("groups").children) {
        const group = state.centre.priorityGroups.find((one) => one.id === key.dataset.group);
        say(key, named(group.name));
        key.setAttribute("aria-pressed", String(state.group === group.id));
    }
    say(byId("priority-words"), t(state.group ? "kiosk.priority.note" : "kiosk.priority"));
    state.choices.show(state.hall);
    showPrinter();
}

function choosePriority(id) {
    state.group = state.group === id ? null : id;
    restLater();
    redraw();
}

function sorry(sentence) {
    say(byId("sorry-words"), sentence);
    showView(views, "sorry");
    byId("sorry-close").focus({ preventScroll: true });
    clearTimeout(sorryTimer);
    sorryTimer = setTimeout(backToStart, sorryMs);
}

async function takeNumber(id, key, more = {}) {
    if (state.inFlight) return;
    const line = state.hall?.lines.find((candidate) => candidate.id === id);
    if (line && line.state !== "open") {
        sorry(closedSentence(line));
        return;
    }
    state.inFlight = true;
    state.choices.busy(key, t("kiosk.taking"));
    const body = { line: id, channel: "kiosk", language: currentLanguage(), ...more };
    if (state.group) body.priority = state.group;
    if (ownKiosk) body.kiosk = ownKiosk;
    try {
        const ticket = await press("/tickets", body,
            { onRetry: () => state.choices.busy(key, t("kiosk.still-trying")) });
        showTicket(ticket, line);
    } catch (error) {
        if (error instanceof Problem && error.status === 401) await openDeviceSession();
        // What a citizen can do is something else than what a clerk can.
        const own = `kiosk.refused.${error.code}`;
        sorry(hasWords(own) ? t(own) : sentenceFor(error));
    } finally {
        state.inFlight = false;
        state.choices.busy(null);
        redraw();
    }
}

/** `note`: what a scan has to say before the number. */
function showTicket(ticket, line, note = "") {
    scans.reset();
    say(byId("scan-note"), note);
    byId("scan-note").hidden = note === "";
    const planned = state.centre.counters
        .filter((counter) => counter.lines.includes(ticket.line)).map((counter) => counter.number);
    const open = line?.counters ?? [];
    byId("priority-note").hidden = state.group === null;
    answer.show(ticket, {
        lineName: state.centre.lines.find((one) => one.id === ticket.line)?.name,
        counters: open.length > 0 ? open : planned,
        printer: ownPrinter(),
        closing: line?.closing === true,
    });
    showView(views, "answer");
}

/** The next person finds the screen as the first did: Vietnamese, plain, nothing chosen. */
async function backToStart() {
    clearTimeout(sorryTimer);
    clearTimeout(restTimer);
    scans.reset();
    state.group = null;
    document.documentElement.removeAttribute("data-large");
    document.documentElement.removeAttribute("data-contrast");
    for (const id of ["large", "contrast"]) byId(id).setAttribute("aria-pressed", "false");
    document.activeElement?.blur();
    await useLanguage("vi");
    state.choices.reset();
    redraw();
    showView(views, "choose");
}

function restLater() {
    clearTimeout(restTimer);
    restTimer = setTimeout(() => {
        if (!state.inFlight && !byId("choose").hidden) backToStart();
    }, restMs);
}

function toggle(id) {
    const root = document.documentElement;
    const on = root.toggleAttribute(`data-${id}`);
    byId(id).setAttribute("aria-pressed", String(on));
    restLater();
}

async function switchLanguage() {
    await useLanguage(currentLanguage() === "vi" ? "en" : "vi");
    restLater();
    redraw();
}

async function start() {
    byId("choose").hidden = true;
    const served = meta("motcua-device");
    if (served) speakAs(served);
    const link = linkBanner(byId("link"), () => t("kiosk.link-lost"));
    await untilAnswered(() => useLanguage("vi"));
    for (;;) {
        try {
            state.centre = await untilAnswered(() => get("/centre"), () => link(false, Date.now()));
            break;
        } catch {
            await openDeviceSession();
        }
    }
    state.choices = new Choices(state.centre.lines, takeNumber);
    byId("groups").replaceChildren(...state.centre.priorityGroups.map((group) =>
        h("button", { class: "key", type: "button", "data-group": group.id,
            "aria-pressed": "false", onclick: () => choosePriority(group.id) })));
    byId("priority").hidden = state.centre.priorityGroups.length === 0;
    byId("language").addEventListener("click", switchLanguage);
    for (const id of ["large", "contrast"]) byId(id).addEventListener("click", () => toggle(id));
    byId("sorry-close").addEventListener("click", backToStart);
    redraw();
    showView(views, "choose");
    followHall({
        onHall: (hall) => {
            state.hall = hall;
            redraw();
            scans.hear(ownView()?.scan ?? 0);
        },
        onLink: link,
        onRefused: openDeviceSession,
    });
}

start();
