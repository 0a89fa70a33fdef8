// The kiosk: one touch on a line gives a number. Nothing about a person stays on the screen.
import { get, press, Problem, sentenceFor, speakAs, untilAnswered } from "/assets/api.js";
import { byId, h, meta, say, showView } from "/assets/dom.js";
import { openDeviceSession } from "/assets/gate.js";
import { AnswerView, printerFails } from "/assets/kiosk-answer.js";
import { Choices, closedSentence } from "/assets/kiosk-choices.js";
import { Finder } from "/assets/kiosk-find.js";
import { HelpKey } from "/assets/kiosk-help.js";
import { Rest } from "/assets/kiosk-rest.js";
import { Scans } from "/assets/kiosk-scan.js";
import { followHall, linkBanner } from "/assets/live.js";
import { currentLanguage, hasWords, named, t, useLanguage } from "/assets/words.js";

const views = ["choose", "search", "posting", "answer", "scanned", "sorry"];
/** How a person may have the screen; each is put back for the next one. */
const modes = ["large", "contrast", "low"];
const sorryMs = 12_000;
/** Of the four tactile keys, and of a keyboard, those that begin to speak. */
const guidanceKeys = ["F13", "F14", "F15", "ArrowRight", "ArrowDown"];

/** Which kiosk this screen is told to stand at: `/kiosk?kiosk=kiosk-2`. */
const ownKiosk = new URLSearchParams(location.search).get("kiosk");

const state = { centre: null, hall: null, group: null, choices: null, finder: null, inFlight: false };
let sorryTimer = null;

const rest = new Rest({
    isFresh: () => !byId("choose").hidden && state.group === null && currentLanguage() === "vi"
        && state.choices.page === 0
        && modes.every((mode) => !document.documentElement.hasAttribute(`data-${mode}`)),
    // Other views end by themselves.
    isBusy: () => state.inFlight
        || ["choose", "search", "posting"].every((view) => byId(view).hidden),
    onEnd: () => backToStart(),
});
const answer = new AnswerView(() => backToStart());
const help = new HelpKey({ kiosk: () => ownView()?.id, onProblem: (words) => sorry(words) });
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
    help.draw();
}

function choosePriority(id) {
    state.group = state.group === id ? null : id;
    redraw();
}

function sorry(sentence) {
    say(byId("sorry-words"), sentence);
    showView(views, "sorry");
    byId("sorry-close").focus({ preventScroll: true });
    clearTimeout(sorryTimer);
    // Who listens needs longer than who reads.
    sorryTimer = setTimeout(backToStart, guidance?.isOn ? 4 * sorryMs : sorryMs);
}

async function takeNumber(id, key, more = {}) {
    if (state.inFlight) return;
    const line = state.hall?.lines.find((candidate) => candidate.id === id);
    if (line && line.state !== "open") {
        sorry(closedSentence(line));
        return;
    }
    state.inFlight = true;
    key.disabled = true;
    state.choices.busy(key, t("kiosk.taking"));
    const wanted = more.procedure ? {} : { line: id };
    const body = { ...wanted, channel: "kiosk", language: currentLanguage(), ...more };
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
        key.disabled = false;
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
    if (guidance?.isOn) answer.stay();
    showView(views, "answer");
}

/** The next person finds the screen as the first did: Vietnamese, plain, nothing chosen. */
async function backToStart() {
    clearTimeout(sorryTimer);
    guidance?.end();
    rest.stop();
    scans.reset();
    state.finder.reset();
    state.group = null;
    for (const mode of modes) {
        document.documentElement.removeAttribute(`data-${mode}`);
        byId(mode).setAttribute("aria-pressed", "false");
    }
    document.activeElement?.blur();
    await useLanguage("vi");
    state.choices.reset();
    redraw();
    showView(views, "choose");
}

function toggle(id) {
    const root = document.documentElement;
    const on = root.toggleAttribute(`data-${id}`);
    byId(id).setAttribute("aria-pressed", String(on));
}

async function switchLanguage() {
    await useLanguage(currentLanguage() === "vi" ? "en" : "vi");
    redraw();
}

let guidance = null;
let guidanceModule = null;

/** The four keys of who listens; the first of them brings the voice. */
async function onGuidanceKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const isStart = guidanceKeys.includes(event.key) && !guidance?.isOn;
    if (!isStart && !guidance?.isOn) return;
    if (guidance?.isOn) {
        if (!guidance.press(event.key)) return;
        answer.stay();
    }
    event.preventDefault();
    event.stopPropagation();
    if (!isStart) return;
    guidanceModule ??= import("/assets/kiosk-speak.js");
    const { Guidance } = await guidanceModule;
    guidance ??= new Guidance({ views, onStop: () => backToStart() });
    if (!guidance.isOn) guidance.press(event.key);
}

async function start() {
    document.addEventListener("keydown", onGuidanceKey, { capture: true });
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
    for (const mode of modes) byId(mode).addEventListener("click", () => toggle(mode));
    state.finder = new Finder({
        views, centre: state.centre, onTake: takeNumber, onEnd: () => showView(views, "choose"),
    });
    byId("find").addEventListener("click", () => state.finder.open());
    byId("sorry-close").addEventListener("click", backToStart);
    redraw();
    showView(views, "choose");
    followHall({
        onHall: (hall) => {
            state.hall = hall;
            redraw();
            scans.hear(ownView()?.scan ?? 0);
            help.hear(ownView()?.help ?? null);
        },
        onLink: link,
        onRefused: openDeviceSession,
    });
}

start();
