// The hall display: the call of the moment, those before it, and how many wait in each line.
import { get, speakAs, untilAnswered } from "/assets/api.js";
import { CallStage } from "/assets/call-stage.js";
import { byId, h, meta, say } from "/assets/dom.js";
import { openDeviceSession } from "/assets/gate.js";
import { centreNow, clockTime, followHall, linkBanner } from "/assets/live.js";
import { named, range, t, useLanguage } from "/assets/words.js";

const recentRows = 6;
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

const stage = new CallStage((call, fresh) => {
    byId("idle").hidden = true;
    byId("call").hidden = false;
    say(byId("number"), call.number);
    say(byId("counter"), String(call.counter));
    say(byId("line"), lineOf(call.number));
    say(byId("again"), call.call > 1 ? t("display.again", { call: call.call }) : "");
    byId("stage").classList.toggle("fresh", fresh);
    drawRecent();
});

/** The newest calls, one row a number; the one on the stage is marked. */
function drawRecent() {
    if (!hall) return;
    const newest = [...hall.recentCalls].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    const rows = newest.filter((call, index) =>
        newest.findIndex((other) => other.number === call.number) === index).slice(0, recentRows);
    byId("recent").replaceChildren(...rows.map((call) =>
        h("li", { class: `row${call.number === stage.current?.number ? " shown" : ""}` },
            h("span", {}, call.number), h("span", {}, String(call.counter)))));
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
    followHall({
        onHall: (snapshot) => {
            hall = snapshot;
            stage.take(hall.recentCalls, centreNow(), hall.dwellSeconds);
            drawRecent();
            drawLines();
            tick();
        },
        onLink: banner,
        onRefused: openDeviceSession,
    });
}

start();
