// What if: a past day runs again in the simulator with counters open at other times.
import { get, press, Problem, request } from "/assets/api.js";
import { byId, h, pause, say } from "/assets/dom.js";
import { clockRead, serviceDay } from "/assets/live.js";
import { hours, inMinutes, share, table } from "/assets/manager-table.js";
import { named, t } from "/assets/words.js";

const askEveryMs = 400;

let day = null;
let counters = [];
let answer = null;

const fields = () => [...byId("staffing-counters").querySelectorAll("input")];

/** Hours as the controller reads them: without spaces, with a plain hyphen. */
const written = (field) => field.value.replaceAll(/\s/g, "").replaceAll("–", "-");

/** Counters whose hours were written otherwise. */
const changes = () => fields().filter((field) => written(field) !== field.defaultValue)
    .map((field) => `${field.name}=${written(field)}`);

function tell(words) {
    byId("staffing-message").hidden = words === "";
    say(byId("staffing-message"), words);
}

function drawCounters() {
    byId("staffing-counters").replaceChildren(...counters.map(({ number, times }) =>
        h("label", { class: "field" }, h("span", {}, t("page.counter", { counter: number })),
            h("input", { name: String(number), value: times, size: 24, maxlength: 120,
                autocomplete: "off", spellcheck: "false", placeholder: t("manager.staffing.closed") }))));
    byId("staffing-form").hidden = counters.length === 0;
}

function drawAnswer(lineName) {
    byId("staffing-answer").hidden = !answer;
    if (!answer) return;
    const { real, before, after } = answer;
    const row = (name, one, other) => [name, one.called, other.called,
        inMinutes(one.averageSeconds), inMinutes(other.averageSeconds),
        inMinutes(one.p90Seconds), inMinutes(other.p90Seconds),
        share(one.within15, one.called), share(other.within15, other.called),
        one.leftOver, other.leftOver];
    const heads = ["called", "average", "p90", "within15", "left"].flatMap((name) =>
        ["before", "after"].map((when) => t("manager.staffing.head", {
            what: t(`manager.staffing.${name}`), when: t(`manager.staffing.${when}`) })));
    byId("staffing-table").replaceChildren(table([t("manager.line"), ...heads], [
        ...before.lines.map((line, place) => row(lineName(line.line), line, after.lines[place])),
        row(t("manager.total"), before.all, after.all)], "report"));
    const band = (roster) => roster.averageLowSeconds === null ? "–" : t("manager.staffing.band", {
        low: inMinutes(roster.averageLowSeconds), high: inMinutes(roster.averageHighSeconds) });
    const words = [
        t("manager.staffing.hours", { before: hours(before.counterMinutes * 60),
            after: hours(after.counterMinutes * 60) }),
        t("manager.staffing.likely", { days: answer.variants, before: band(before),
            after: band(after) }),
        t("manager.staffing.real", { real: inMinutes(real.averageSeconds),
            before: inMinutes(before.all.averageSeconds) }),
        ...(answer.supposed > 0 ? [t("manager.staffing.supposed",
            { supposed: answer.supposed, citizens: answer.citizens })] : []),
    ];
    byId("staffing-words").replaceChildren(...words.map((one) => h("li", {}, one)));
}

function fail(error, onRefused) {
    if (error instanceof Problem && error.status === 401) onRefused(error);
    tell(error instanceof Problem && error.status === 422 ? t("manager.staffing.no-such-day")
        : error instanceof Problem ? error.sentence : t("manager.failed"));
}

async function ask(lineName) {
    day = byId("staffing-day").value;
    answer = null;
    drawAnswer(lineName);
    counters = [];
    drawCounters();
    ({ counters } = await get(`/reports/staffing?date=${day}`));
    tell("");
    drawCounters();
}

/** Follows the simulation to its end. */
async function follow() {
    byId("staffing-progress").hidden = false;
    try {
        for (;;) {
            const job = await get("/reports/staffing/job");
            if (job.state !== "running") return job;
            byId("staffing-bar").max = job.of || 1;
            byId("staffing-bar").value = job.done;
            say(byId("staffing-done"), job.of === 0 ? "" : t("manager.staffing.progress",
                { done: job.done, of: job.of }));
            await pause(askEveryMs);
        }
    } finally {
        byId("staffing-progress").hidden = true;
    }
}

async function run(lineName) {
    const wanted = changes();
    if (wanted.length === 0) {
        tell(t("manager.staffing.nothing"));
        return;
    }
    answer = null;
    drawAnswer(lineName);
    tell("");
    byId("staffing-run").disabled = true;
    try {
        await press("/reports/staffing", { day, changes: wanted });
        const job = await follow();
        answer = job.answer;
        if (job.state === "cancelled") tell(t("manager.staffing.cancelled"));
        if (job.state === "failed") tell(t(`manager.staffing.${job.fault}`));
        drawAnswer(lineName);
    } finally {
        byId("staffing-run").disabled = false;
    }
}

/** Makes the form work; answers a function that draws again in another language. */
export function setUpStaffing(centre, onRefused) {
    const lineName = (id) => named(centre.lines.find((line) => line.id === id)?.name) || id;
    const safely = (act) => (event) => {
        event.preventDefault();
        act().catch((error) => fail(error, onRefused));
    };
    byId("staffing-day").value = serviceDay();
    clockRead.then(() => {
        byId("staffing-day").value = serviceDay();
    });
    byId("staffing-ask").addEventListener("submit", safely(() => ask(lineName)));
    byId("staffing-form").addEventListener("submit", safely(() => run(lineName)));
    byId("staffing-cancel").addEventListener("click",
        safely(() => request("DELETE", "/reports/staffing/job")));
    return () => {
        // Hours that were written stay in their fields.
        const kept = new Map(fields().map((field) => [field.name, field.value]));
        drawCounters();
        for (const field of fields()) field.value = kept.get(field.name) ?? field.value;
        drawAnswer(lineName);
    };
}
