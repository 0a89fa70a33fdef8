// The manager's page: the hall as it is now, a row a line, and the log of waits.
import { get, Problem, untilAnswered } from "/assets/api.js";
import { byId, h, say, svg } from "/assets/dom.js";
import { forgetUser, rememberedUser, signIn, signOut } from "/assets/gate.js";
import { offerLanguages } from "/assets/language.js";
import { centreNow, clockTime, followHall, linkBanner, moment } from "/assets/live.js";
import { setUpClockCheck } from "/assets/manager-clock.js";
import { setUpHandOffs } from "/assets/manager-hand-offs.js";
import { setUpReport } from "/assets/manager-report.js";
import { setUpStaffing } from "/assets/manager-staffing.js";
import { setUpVoice } from "/assets/manager-voice.js";
import { deviceLevel, goodSeconds, lateSeconds, level } from "/assets/target.js";
import { minutesPassed, named, range, t } from "/assets/words.js";

const devicesEveryMs = 15_000;
const barSeconds = 45 * 60;

let user = null;
let centre = null;
let hall = null;
let devices = [];
let redrawReport = () => {};
let redrawStaffing = () => {};
let redrawClockCheck = () => {};
let redrawVoice = () => {};
let redrawHandOffs = () => {};
let isFollowing = false;
const lineStateMarks = { open: "good", full: "warn", closed: "none" };

const withMark = (kind, words) =>
    h("span", { class: "target-word" }, h("span", { class: `mark ${kind}` }), ` ${words}`);

function targetBar(kind, seconds) {
    const x = (value) => Math.min(1, value / barSeconds) * 300;
    return svg("svg", { class: "bar", viewBox: "0 0 300 14", preserveAspectRatio: "none",
        "aria-hidden": "true" },
    svg("rect", { class: "ground", width: 300, height: 14 }),
    svg("rect", { class: kind, width: x(seconds), height: 14 }),
    ...[goodSeconds, lateSeconds].map((limit) =>
        svg("line", { class: "tick", x1: x(limit), x2: x(limit), y1: 0, y2: 14 })));
}

/** The counters of a line that serve now. */
function openCounters(line) {
    const open = hall.counters.filter((counter) => counter.state === "open");
    return line.counters.filter((number) => open.some((counter) => counter.number === number));
}

/** Whether a line gives numbers, and whether one more will perhaps come too late. */
function stateOf(line) {
    if (line.state === "open" && line.closing) return ["warn", t("manager.state.closing")];
    return [lineStateMarks[line.state], t(`manager.state.${line.state}`)];
}

function drawNow() {
    if (!hall) return;
    const since = Math.max(0, centreNow() - Date.parse(hall.at)) / 1000;
    const rows = hall.lines.map((line) => {
        const longest = (line.longestWaitSeconds ?? 0) + since;
        const kind = level(line.waiting, longest);
        const name = named(centre.lines.find((one) => one.id === line.id)?.name ?? line.name);
        return h("tr", { "data-line": line.id },
            h("th", { scope: "row" }, name),
            h("td", {}, withMark(...stateOf(line))),
            h("td", { class: "figure" }, h("b", {}, String(line.waiting))),
            h("td", { class: "figure" }, line.waiting > 0
                ? t("page.minutes", { minutes: minutesPassed(longest) }) : "–"),
            h("td", { class: "figure" }, line.estimate ? range(line.estimate) : "–"),
            h("td", {}, h("span", { class: "target" }, h("span", { class: `mark ${kind}` }),
                targetBar(kind, line.waiting > 0 ? longest : 0),
                h("span", {}, t(`clerk.target.${kind}`)))),
            h("td", {}, openCounters(line).join(", ") || t("manager.counters-none")));
    });
    const open = hall.counters.filter((counter) => counter.state === "open").length;
    const waiting = hall.lines.reduce((sum, line) => sum + line.waiting, 0);
    rows.push(h("tr", { class: "total" }, h("th", { scope: "row" }, t("manager.total")), h("td"),
        h("td", { class: "figure" }, String(waiting)), h("td"), h("td"), h("td"),
        h("td", {}, `${open}/${hall.counters.length}`)));
    byId("now").replaceChildren(...rows);
}

function drawDevices() {
    const troubled = devices.filter((device) => device.condition !== "ready");
    const items = troubled.map((device) => h("li", {},
        h("span", { class: `mark ${deviceLevel(device.condition)}` }),
        h("span", {}, h("b", {}, device.id), ` ${t(`device.${device.condition}`)}, `,
            t("manager.device-since", { time: moment(Date.parse(device.since)) }))));
    if (items.length === 0) {
        items.push(h("li", {}, h("span", { class: "mark good" }),
            t("manager.devices-good", { count: devices.length })));
    }
    byId("devices").replaceChildren(...items);
}

async function askDevices() {
    try {
        devices = (await get("/devices")).devices;
        drawDevices();
    } catch (error) {
        if (error instanceof Problem) refused(error);
    }
}

function redraw() {
    if (!centre) return;
    say(byId("centre"), `${named(centre.name)} – ${t("manager.title")}`);
    say(byId("user"), user ?? "");
    drawNow();
    drawDevices();
    redrawReport();
    redrawStaffing();
    redrawClockCheck();
    redrawVoice();
    redrawHandOffs();
}

async function refused(error) {
    if (error.status !== 401 || byId("desk").hidden) return;
    byId("desk").hidden = true;
    forgetUser();
    user = await signIn("signin.hint-manager");
    byId("desk").hidden = false;
    redraw();
}

async function firstEntry() {
    for (;;) {
        if (!user) user = await signIn("signin.hint-manager");
        try {
            centre = await untilAnswered(() => get("/centre"));
            return;
        } catch {
            forgetUser();
            user = null;
        }
    }
}

async function start() {
    await offerLanguages(byId("language"), redraw);
    user = rememberedUser();
    await firstEntry();
    byId("sign-out").hidden = false;
    byId("sign-out").addEventListener("click", signOut);
    byId("desk").hidden = false;
    hall = await get("/hall").catch(() => null);
    redrawReport = setUpReport(centre, refused);
    redrawStaffing = setUpStaffing(centre, refused);
    redrawVoice = setUpVoice(refused);
    redrawHandOffs = setUpHandOffs(refused);
    redraw();
    askDevices();
    setInterval(() => !document.hidden && askDevices(), devicesEveryMs);
    setInterval(() => {
        say(byId("clock"), clockTime());
        if (document.hidden) return;
        drawNow();
        redrawClockCheck();
    }, 1000);
    followHall({
        onHall: (snapshot) => {
            // A clock is judged by the controller's time, which the first snapshot brings.
            if (!isFollowing) redrawClockCheck = setUpClockCheck(refused);
            isFollowing = true;
            hall = snapshot;
            drawNow();
        },
        onLink: linkBanner(byId("link"), (time) => t("page.link-lost", { time })),
        onRefused: refused,
    });
}

start();
