// The hall display: the call of the moment, those before it, and how many wait in each line.
import { get, speakAs, untilAnswered } from "/assets/api.js";
import { CallRows } from "/assets/call-rows.js";
import { byId, h, meta, say } from "/assets/dom.js";
import { openDeviceSession } from "/assets/gate.js";
import { centreNow, clockTime, followHall, linkBanner } from "/assets/live.js";
import { PageVoice, zoneOfPage } from "/assets/voice.js";
import { named, range, t, useLanguage } from "/assets/words.js";

const recentRows = 6;
/** Deaf people see a call by its blinking: so long at least, whatever the snapshot says. */
const leastBlinkMs = 10_000;
const usualDwellMs = 20_000;
let centre = null;
let hall = null;

const dateFormat = new Intl.DateTimeFormat("vi-VN", {
    timeZone: "Asia/Ho_Chi_Minh", weekday: "long", day: "2-digit", month: "2-digit",
});

/** The line whose series holds a number, so that people see they are meant. */
function lineOf(number) {
    const value = Number(number);
    const line = centre.lines.find(({ numbers }) => {
        const [first, last] = (numbers ?? "").split(/[–-]/).map(Number);
        return value >= first && value <= last;
    });
    return line ? named(line.name) : "";
}

/** A row of the list blinks and stands at least the dwell time; the stage goes through them. */
const list = new CallRows(recentRows, usualDwellMs);
const stage = new CallRows(1, leastBlinkMs);
let timer = null;

/** Draws what the list and the stage show now, and comes back when that changes. */
function drawCalls() {
    clearTimeout(timer);
    const now = performance.now();
    list.advance(now);
    stage.advance(now);
    drawStage(stage.shown[0]);
    drawRecent();
    const next = [list.nextChange, stage.nextChange].filter((time) => time !== null);
    if (next.length > 0) timer = setTimeout(drawCalls, Math.max(Math.min(...next) - now, 0) + 1);
}

function takeCalls() {
    const dwellMs = Math.max((hall.dwellSeconds ?? 0) * 1000 || usualDwellMs, leastBlinkMs);
    list.dwellMs = dwellMs;
    // While several are called at once, the list shows them all: the stage may be brief.
    stage.dwellMs = Math.max(dwellMs / 2, leastBlinkMs);
    for (const rows of [list, stage]) rows.take(hall.recentCalls, performance.now(), centreNow());
    drawCalls();
}

function drawStage(row) {
    byId("idle").hidden = Boolean(row);
    byId("call").hidden = !row;
    byId("stage").classList.toggle("fresh", Boolean(row?.isNew));
    if (!row) return;
    say(byId("number"), row.call.number);
    say(byId("counter"), String(row.call.counter));
    say(byId("line"), lineOf(row.call.number));
    say(byId("again"), row.call.call > 1 ? t("display.again", { call: row.call.call }) : "");
}

/** The newest calls; a new one blinks, the one on the stage is marked. */
function drawRecent() {
    const staged = stage.shown[0]?.call.number;
    const rows = byId("recent");
    if (rows.children.length !== list.shown.length) {
        rows.replaceChildren(...list.shown.map(() => h("li", { class: "row" },
            h("span"), h("span"))));
    }
    list.shown.forEach(({ call, isNew }, index) => {
        const row = rows.children[index];
        row.classList.toggle("new", isNew);
        row.classList.toggle("shown", call.number === staged);
        say(row.children[0], call.number);
        say(row.children[1], String(call.counter));
    });
    byId("more").hidden = list.waiting === 0;
    say(byId("more"), t("display.more", { count: list.waiting }));
}

function drawLines() {
    const list = byId("lines");
    if (list.children.length !== hall.lines.length) {
        list.replaceChildren(...hall.lines.map(() => h("li", {}, h("span"), h("b"),
            h("small"))));
    }
    list.classList.toggle("unforeseen", hall.lines.every((line) => !line.estimate));
    hall.lines.forEach((line, index) => {
        const [name, waiting, wait] = list.children[index].children;
        say(name, named(centre.lines.find((one) => one.id === line.id)?.name ?? line.name));
        say(waiting, String(line.waiting));
        say(wait, line.estimate ? range(line.estimate) : "");
    });
}

function tick() {
    say(byId("clock"), clockTime());
    say(byId("date"), dateFormat.format(new Date(centreNow())));
}

async function start() {
    const served = meta("motcua-device");
    if (served) speakAs(served);
    await untilAnswered(() => useLanguage("vi"));
    const banner = linkBanner(byId("link"), (time) => t("page.link-lost", { time }));
    while (!centre) {
        try {
            centre = await untilAnswered(() => get("/centre"), () => banner(false, Date.now()));
        } catch {
            await openDeviceSession();
        }
    }
    say(byId("centre"), named(centre.name));
    tick();
    setInterval(tick, 1000);
    const zone = zoneOfPage();
    const voice = zone ? new PageVoice(zone) : null;
    voice?.run();
    followHall({
        onHall: (snapshot) => {
            hall = snapshot;
            takeCalls();
            drawLines();
            tick();
            voice?.changed();
        },
        onLink: banner,
        onRefused: openDeviceSession,
    });
}

start();
