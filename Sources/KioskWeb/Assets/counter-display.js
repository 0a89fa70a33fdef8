// A screen over one counter: the number called or served there, and whether the counter serves.
import { get, Problem, speakAs, untilAnswered } from "/assets/api.js";
import { byId, meta, say } from "/assets/dom.js";
import { openDeviceSession } from "/assets/gate.js";
import { centreNow, clockTime, followHall, linkBanner } from "/assets/live.js";
import { named, t, useLanguage } from "/assets/words.js";

/** Deaf people see a call by its blinking: so long at least, whatever the snapshot says. */
const leastBlinkMs = 10_000;

const counter = Number(location.pathname.split("/").filter(Boolean).at(-2));
let centre = null;
let hall = null;
let timer = null;

/** When the newest call at this counter stops blinking. */
function blinksUntil(shows) {
    const call = hall.recentCalls.find((one) => one.counter === counter && one.number === shows);
    if (!call) return 0;
    return Date.parse(call.at) + Math.max((hall.dwellSeconds ?? 0) * 1000, leastBlinkMs);
}

function draw() {
    clearTimeout(timer);
    const own = hall.counters.find((one) => one.number === counter);
    if (!own) return;
    const shows = own.shows;
    byId("number").hidden = !shows;
    say(byId("number"), shows ?? "");
    say(byId("sign"), shows ? t("counter-display.number") : t(`counter-display.${own.state}`));
    const left = shows ? blinksUntil(shows) - centreNow() : 0;
    byId("stage").classList.toggle("fresh", left > 0);
    if (left > 0) timer = setTimeout(draw, left + 50);
}

function tick() {
    say(byId("clock"), clockTime());
}

async function start() {
    const served = meta("motcua-device");
    if (served) speakAs(served);
    await untilAnswered(() => useLanguage("vi"));
    say(byId("counter"), t("page.counter", { counter }));
    const banner = linkBanner(byId("link"), (time) => t("page.link-lost", { time }));
    while (!centre) {
        try {
            centre = await untilAnswered(() => get("/centre"), () => banner(false, Date.now()));
        } catch (error) {
            if (!(error instanceof Problem)) throw error;
            await openDeviceSession();
        }
    }
    const plan = centre.counters.find((one) => one.number === counter);
    if (!plan) {
        say(byId("sign"), t("page.counter-unknown", { counter }));
        return;
    }
    say(byId("lines"), plan.lines.map((id) =>
        named(centre.lines.find((line) => line.id === id)?.name) || id).join(" · "));
    tick();
    setInterval(tick, 1000);
    followHall({
        onHall: (snapshot) => {
            hall = snapshot;
            draw();
            tick();
        },
        onLink: banner,
        onRefused: openDeviceSession,
    });
}

start();
