// The log of waits: asked for by dates and key, shown as a chart and, whole, as a table.
import { get, press, Problem } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { clockRead, serviceDay } from "/assets/live.js";
import { waitChart } from "/assets/wait-chart.js";
import { named, t } from "/assets/words.js";

let shown = null;

/** "8:32" minutes and seconds; a dash where nothing was measured. */
function time(seconds) {
    if (seconds === null || seconds === undefined) return "–";
    const whole = Math.round(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "36/40 (90 %)": never a rate without its denominator. */
function share(part, whole) {
    if (!whole) return "–";
    return t("manager.share", { part, whole, percent: Math.round((part * 100) / whole) });
}

function keyName(key, by, centre) {
    if (by === "line") return named(centre.lines.find((line) => line.id === key)?.name) || key;
    if (by === "counter") return t("page.counter", { counter: key });
    if (by === "hour" && /^\d+$/.test(key)) return `${key.padStart(2, "0")}:00`;
    if (by === "day") return key.split("-").reverse().join("/");
    return key;
}

const query = () => new URLSearchParams({
    from: byId("from").value, to: byId("to").value, by: byId("by").value,
});

function draw(centre) {
    if (!shown) return;
    const leg = byId("leg").value;
    const rows = shown.rows.map((row) => ({
        ...row,
        ...(leg === "first" ? {} : row[leg]),
        name: keyName(String(row.key), shown.by, centre),
    }));
    const empty = rows.length === 0;
    byId("message").hidden = !empty;
    say(byId("message"), empty ? t("manager.empty") : "");
    byId("chart").hidden = empty;
    byId("table-scroll").hidden = empty;
    if (empty) return;
    byId("bars").replaceChildren(waitChart(rows.filter((row) => row.denominator > 0)));
    say(byId("key-head"), t(`manager.by.${shown.by}`));
    const figure = (text) => h("td", { class: "figure" }, String(text));
    byId("rows").replaceChildren(...rows.map((row) => h("tr", {},
        h("th", { scope: "row" }, row.name), figure(row.count),
        figure(time(row.averageSeconds)), figure(time(row.medianSeconds)),
        figure(time(row.p90Seconds)), figure(time(row.longestSeconds)),
        figure(share(row.within15, row.denominator)), figure(share(row.within30, row.denominator)),
        figure(row.noShows), figure(row.expired), figure(row.unmet ?? "–"))));
}

function fail(error, onRefused) {
    if (error instanceof Problem && error.status === 401) onRefused(error);
    shown = null;
    byId("chart").hidden = true;
    byId("table-scroll").hidden = true;
    byId("message").hidden = false;
    say(byId("message"), error instanceof Problem ? error.sentence : t("manager.failed"));
}

async function saveCSV() {
    const file = await get(`/reports/waits?${query()}`, { accept: "text/csv" });
    const address = URL.createObjectURL(file);
    const { from, to, by } = Object.fromEntries(query());
    h("a", { href: address, download: `waits-${from}-${to}-${by}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Has the summary of the last day asked for printed at the kiosk. */
async function printSummary() {
    const { to } = Object.fromEntries(query());
    const key = byId("summary");
    key.disabled = true;
    try {
        const { day } = await press("/reports/summary", { day: to });
        byId("message").hidden = false;
        say(byId("message"), t("manager.summary.printing", { day: day.split("-").reverse().join("/") }));
    } finally {
        key.disabled = false;
    }
}

function failToPrint(error, onRefused) {
    if (error instanceof Problem && error.status === 401) onRefused(error);
    byId("message").hidden = false;
    const noDay = error instanceof Problem && error.status === 422;
    say(byId("message"), noDay ? t("manager.summary.no-day")
        : error instanceof Problem ? error.sentence : t("manager.failed"));
}

/** Makes the form work; answers a function that draws again in another language. */
export function setUpReport(centre, onRefused) {
    const ask = async () => {
        try {
            shown = await get(`/reports/waits?${query()}`);
            draw(centre);
        } catch (error) {
            fail(error, onRefused);
        }
    };
    const days = [byId("from"), byId("to")];
    const own = serviceDay();
    for (const day of days) day.value = own;
    // This machine may be of another day than the centre; a day that somebody chose stays.
    clockRead.then(() => {
        if (serviceDay() === own || days.some((day) => day.value !== own)) return;
        for (const day of days) day.value = serviceDay();
        ask();
    });
    byId("ask").addEventListener("submit", (event) => {
        event.preventDefault();
        ask();
    });
    byId("by").addEventListener("change", ask);
    byId("leg").addEventListener("change", () => draw(centre));
    byId("csv").addEventListener("click", () => saveCSV().catch((error) => fail(error, onRefused)));
    byId("summary").addEventListener("click",
        () => printSummary().catch((error) => failToPrint(error, onRefused)));
    ask();
    return () => draw(centre);
}
