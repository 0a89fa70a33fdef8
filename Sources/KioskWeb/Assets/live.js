// The hall as it changes: one long answer of server-sent events, read by hand.
//
// EventSource hides the comment lines that prove a silent link alive, and the status of a refused
// one; reading the stream ourselves tells a dead cable within seconds and needs no polling.
import { Problem, request } from "/assets/api.js";
import { pause } from "/assets/dom.js";

/** The controller sends a comment every 15 s; two missed ones and the link is dead. */
const silenceMs = 40_000;
const reconnectMs = [500, 1000, 2000, 4000];

/** A first snapshot older than the controller's wall clock by less is merely a quiet hall's. */
const quietMs = 2 * 3600 * 1000;

let clockOffset = 0;

/** The centre's present instant in milliseconds, by the controller's clock. */
export const centreNow = () => Date.now() + clockOffset;

let tellClock;

/** Kept once the centre's clock is known; until then its time is this machine's. */
export const clockRead = new Promise((resolve) => {
    tellClock = resolve;
});

/**
 * Sets the centre's clock. A snapshot sent because something changed is of this moment; the first
 * one of a connection may be as old as the last change, so the answer's date tells the time, unless
 * the controller runs on a clock of its own.
 */
function readClock(at, isFirst, answerDate) {
    const wall = Date.parse(answerDate ?? "");
    const isQuiet = isFirst && wall > at && wall - at < quietMs;
    clockOffset = (isQuiet ? wall : at) - Date.now();
    tellClock();
}

const timeFormat = new Intl.DateTimeFormat("vi-VN", {
    timeZone: "Asia/Ho_Chi_Minh",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
});

/** "08:15" at the centre. */
export const clockTime = (instant = centreNow()) => timeFormat.format(new Date(instant));

/** The centre's date as the API writes it: "2026-11-23". */
export const serviceDay = (instant = centreNow()) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(instant));

/** "08:15", and of another day "08:15 22/11", at the centre. */
export function moment(instant) {
    const day = serviceDay(instant);
    if (day === serviceDay()) return clockTime(instant);
    return `${clockTime(instant)} ${day.slice(5).split("-").reverse().join("/")}`;
}

/** Splits a byte stream into events; comments yield null, so that they count as life. */
async function* eventsOf(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        rest += value;
        const blocks = rest.split(/\r?\n\r?\n/);
        rest = blocks.pop();
        yield null;
        for (const block of blocks) {
            const data = block
                .split(/\r?\n/)
                .filter((line) => line.startsWith("data:"))
                .map((line) => line.slice(5).trimStart());
            if (data.length > 0) yield data.join("\n");
        }
    }
}

async function readOnce(path, onData) {
    const abort = new AbortController();
    let watchdog = setTimeout(() => abort.abort(), silenceMs);
    try {
        const answer = await request("GET", path, {
            accept: "text/event-stream",
            signal: abort.signal,
            stream: true,
        });
        let isFirst = true;
        for await (const data of eventsOf(answer.body)) {
            clearTimeout(watchdog);
            watchdog = setTimeout(() => abort.abort(), silenceMs);
            if (data === null) continue;
            onData(JSON.parse(data), isFirst, answer.headers.get("Date"));
            isFirst = false;
        }
    } finally {
        clearTimeout(watchdog);
        abort.abort();
    }
}

/**
 * Follows a stream: `onData(state, isFirst, answerDate)` gets each whole state,
 * `onLink(false, since)` a lost link, `onLink(true)` its return. `onRefused` (401, 403) may sign in
 * again; the next attempt waits for it. Goes on for ever, or until `isOver` says that nothing will
 * change any more.
 */
export async function followStream(path, { onData, onLink, onRefused, isOver }) {
    let failures = 0;
    const take = (data, isFirst, answerDate) => {
        failures = 0;
        onLink(true, null);
        onData(data, isFirst, answerDate);
    };
    while (!isOver?.()) {
        try {
            await readOnce(path, take);
            if (isOver?.()) return;
        } catch (error) {
            if (error instanceof Problem && [401, 403].includes(error.status)) {
                await onRefused?.(error);
            }
        }
        onLink(false, centreNow());
        await pause(reconnectMs[Math.min(failures, reconnectMs.length - 1)]);
        failures += 1;
    }
}

/** Follows the hall for ever: `onHall` gets each whole snapshot, and the centre's clock is kept. */
export const followHall = ({ onHall, onLink, onRefused }) => followStream("/hall/stream", {
    onData: (hall, isFirst, answerDate) => {
        readClock(Date.parse(hall.at), isFirst, answerDate);
        onHall(hall);
    },
    onLink,
    onRefused,
});

/** Shows a banner from the loss of the link to its return, after a moment's grace. */
export function linkBanner(element, words, graceMs = 1500) {
    let timer = null;
    let lost = false;
    return (up, since) => {
        if (up) {
            clearTimeout(timer);
            lost = false;
            element.hidden = true;
        } else if (!lost) {
            lost = true;
            timer = setTimeout(() => {
                element.textContent = words(clockTime(since));
                element.hidden = false;
            }, graceMs);
        }
    };
}
