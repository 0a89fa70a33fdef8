// Draws the clerk's desk from the state; changes elements in place, so that focus stays.
import { drawHeld } from "/assets/clerk-held.js";
import { drawPaper, isPaperTrouble } from "/assets/clerk-paper.js";
import { byId, h, say } from "/assets/dom.js";
import { centreNow, clockTime } from "/assets/live.js";
import { drawLineWaits } from "/assets/line-waits.js";
import { deviceLevel } from "/assets/target.js";
import { minutesPassed, named, t } from "/assets/words.js";

const counterMarks = { open: "good", paused: "warn", closed: "none" };

const lineName = (state, id) =>
    named(state.centre.lines.find((line) => line.id === id)?.name) || id;

/** What Space and the largest key do now. */
export function nextStep({ counter }) {
    if (counter.state !== "open" && !counter.serving) return "reopen";
    if (!counter.serving) return "next";
    return counter.serving.state === "called" ? "start" : "complete";
}

function mark(element, kind, words) {
    element.children[0].className = `mark ${kind}`;
    say(element.children[1], words);
}

function drawTicket(state) {
    const { counter, hall } = state;
    const ticket = counter.serving;
    byId("number").classList.toggle("nobody", !ticket);
    if (!ticket) {
        const waiting = (hall?.lines ?? []).filter((line) => counter.lines.includes(line.id))
            .reduce((sum, line) => sum + line.waiting, 0);
        mark(byId("ticket-state"), "none", "");
        byId("ticket-state").hidden = true;
        say(byId("number"), t("clerk.idle"));
        say(byId("ticket-line"), "");
        say(byId("waited"), waiting > 0
            ? t("clerk.idle-waiting", { count: waiting }) : t("clerk.idle-none"));
        say(byId("why"), "");
        say(byId("history"), "");
        byId("claim").hidden = true;
        return;
    }
    const called = ticket.state === "called";
    byId("ticket-state").hidden = false;
    mark(byId("ticket-state"), called ? "warn" : "good",
        called ? t("clerk.called", { calls: ticket.calls }) : t("clerk.serving"));
    say(byId("number"), ticket.number);
    say(byId("ticket-line"), lineName(state, ticket.line));
    const issued = Date.parse(ticket.issuedAt);
    const waited = Date.parse(ticket.calledAt ?? ticket.issuedAt) - issued;
    say(byId("waited"), `${t("clerk.waited", { minutes: minutesPassed(waited / 1000) })} · ${
        t("clerk.waited-since", { time: clockTime(issued) })}`);
    const reason = state.why?.id === ticket.id ? named(state.why.reason) : "";
    say(byId("why"), reason ? t("clerk.why", { reason }) : "");
    say(byId("history"), history(ticket).join(" · "));
    drawClaim(state, ticket);
}

/** What was done for the citizen before, and the slot, if any. */
function history(ticket) {
    const services = (ticket.services ?? []).filter((one) => one.endedAt !== ticket.endedAt);
    const lines = services.map((one) => t("clerk.served-at", {
        counter: one.counter, outcome: t(`outcome.${one.outcome}`) }));
    if (ticket.appointment) {
        lines.unshift(t("clerk.appointment", { time: clockTime(Date.parse(ticket.appointment)) }));
    }
    return lines;
}

/** A claim to be served earlier stands open until somebody looked at a paper, at the call. */
function drawClaim(state, ticket) {
    const claim = ticket.priority;
    byId("claim").hidden = !claim;
    if (!claim) return;
    const group = named(state.centre.priorityGroups.find((one) => one.id === claim.group)?.name)
        || claim.group;
    mark(byId("claim-words"), claim.verified ? "good" : "warn",
        t(claim.verified ? "clerk.claim.verified" : "clerk.claim.open", { group }));
    byId("verify").hidden = claim.verified || ticket.state !== "called";
    byId("reject").hidden = ticket.state !== "called";
}

function drawKeys(state) {
    const ticket = state.counter.serving;
    const step = nextStep(state);
    say(byId("primary").children[0], state.busy ? t("clerk.sending") : t(`clerk.${step}`));
    byId("primary").setAttribute("aria-busy", String(state.busy));
    byId("actions").hidden = !ticket;
    say(byId("recall").children[0], t("clerk.recall-count",
        { calls: ticket?.calls ?? 0, limit: state.centre.invitations }));
    byId("recall").disabled = ticket?.state !== "called";
    byId("no-show").disabled = ticket?.state !== "called";
    byId("outcomes").hidden = ticket?.state !== "serving";
    byId("by-number").hidden = ticket !== null || state.counter.state !== "open";
    byId("leave").hidden = ticket !== null;
    byId("pause").hidden = state.counter.state !== "open" || ticket !== null;
    byId("close").hidden = state.counter.state === "closed" || ticket !== null;
    for (const key of byId("outcome-keys").children) {
        key.setAttribute("aria-pressed", String(key.dataset.outcome === state.outcome));
    }
}

function drawOwn(state) {
    const { counter } = state;
    say(byId("counter-name"), t("page.counter", { counter: counter.number }));
    mark(byId("counter-state"), counterMarks[counter.state], t(`clerk.state.${counter.state}`));
    say(byId("counter-lines"), counter.lines.map((id) => lineName(state, id)).join(", "));
    const troubled = state.devices.filter((device) => device.condition !== "ready"
        && !isPaperTrouble(state.centre, device)
        && (device.family !== "board" || Number(device.id.match(/\d+$/)?.[0]) === counter.number));
    const items = troubled.map((device) => h("li", {},
        h("span", { class: `mark ${deviceLevel(device.condition)}` }),
        h("b", {}, `${t(`device.family.${device.family}`)} ${device.id}`),
        h("small", {}, t(`device.${device.condition}`))));
    const paper = drawPaper(state);
    const good = t(paper ? "clerk.devices-others-good" : "clerk.devices-good");
    if (items.length === 0) items.push(h("li", { class: "quiet" }, good));
    const shown = JSON.stringify([troubled, good]);
    if (byId("devices").dataset.shown === shown) return;
    byId("devices").dataset.shown = shown;
    byId("devices").replaceChildren(...items);
}

/** Whether a reason says more than the minutes beside it do. */
const explains = (one, index) => index === 0 || one.reason?.code !== "longest-wait";

function drawUpcoming(state) {
    const items = state.next.map((one, index) => h("li", {},
        h("b", {}, one.number),
        h("span", {}, `${lineName(state, one.line)} · ${
            t("page.minutes", { minutes: minutesPassed(one.waitedSeconds) })}`),
        explains(one, index) ? h("small", { class: "quiet" }, named(one.reason)) : null));
    if (items.length === 0) items.push(h("p", { class: "quiet" }, t("clerk.upcoming-none")));
    byId("upcoming").replaceChildren(...items);
}

function drawLines(state) {
    if (!state.hall) return;
    drawLineWaits(byId("lines"), state.hall, (id) => lineName(state, id), state.counter.lines);
}

export function drawMessage(state) {
    const { message } = state;
    byId("message").hidden = !message;
    byId("message").classList.toggle("problem", message?.problem === true);
    say(byId("message"), message?.words ?? "");
}

/** "04:10", "1:02:30". */
function elapsed(fromMs) {
    const seconds = Math.max(0, Math.floor((centreNow() - fromMs) / 1000));
    const two = (value) => String(value).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
    return hours > 0 ? `${hours}:${rest}` : rest;
}

/** The way back stands open for a minute; the seconds are there for who looks. */
function drawUndo(state) {
    const { undo } = state.counter;
    const seconds = undo ? Math.ceil((Date.parse(undo.until) - centreNow()) / 1000) : 0;
    byId("undo").hidden = seconds <= 0 || state.busy;
    if (seconds <= 0) return;
    say(byId("undo").children[0], t("clerk.undo", { number: undo.number }));
    say(byId("undo").children[1], t("clerk.undo-seconds", { seconds }));
}

/** What runs by itself: the clock, the timer of the present step, the way back. */
export function drawTime(state) {
    say(byId("clock"), clockTime());
    if (!state.counter) return;
    drawUndo(state);
    const ticket = state.counter.serving;
    const step = ticket?.state === "serving" ? "service" : ticket ? "way" : "idle";
    const from = ticket?.startedAt ?? ticket?.calledAt ?? state.idleSince ?? state.counter.since;
    say(byId("timer-label"), t(`clerk.timer.${step}`));
    say(byId("timer"), from ? elapsed(Date.parse(from)) : "–");
}

export function drawDesk(state) {
    drawOwn(state);
    drawTicket(state);
    drawKeys(state);
    drawUpcoming(state);
    drawLines(state);
    drawHeld(state);
    drawMessage(state);
    drawTime(state);
}
