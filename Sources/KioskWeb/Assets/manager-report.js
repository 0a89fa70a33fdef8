// The log of waits: asked for by days, filters and view, shown as a picture and, whole, as a table.
import { get, press, Problem } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { clockRead, serviceDay } from "/assets/live.js";
import { forgetLast, save, setUpDownload } from "/assets/manager-download.js";
import { show, views } from "/assets/manager-views.js";
import { named, t } from "/assets/words.js";

const filters = ["line", "field", "counter", "fromHour", "toHour"];
const patienceMs = 30_000;

let view = views[0];
let shown = null;
let lastAsked = 0;

const days = () => ({ from: byId("from").value, to: byId("to").value });

/** The query of a report: days, filters where the view takes them, and what rows are by. */
function query({ by, takesFilters = view.takesFilters } = {}) {
    const set = takesFilters
        ? filters.map((name) => [name, byId(name).value]).filter(([, value]) => value !== "") : [];
    return new URLSearchParams({ ...days(), ...Object.fromEntries(set), ...(by ? { by } : {}) });
}

const lineNames = (centre) => (key) =>
    named(centre.lines.find((line) => line.id === key)?.name) || key;

function draw(centre) {
    if (!shown) return;
    const isEmpty = view.isEmpty(shown);
    tell(isEmpty ? t("manager.empty") : "");
    byId("result").hidden = isEmpty;
    byId("clerk-note").hidden = byId("by").value !== "clerk" || view.by.length === 0;
    if (isEmpty) return;
    show(view, shown, { leg: byId("leg").value, lineName: lineNames(centre) }, {
        caption: byId("caption"), picture: byId("picture"), table: byId("table-scroll"),
    });
}

function tell(words) {
    byId("message").hidden = words === "";
    say(byId("message"), words);
}

function fail(error, onRefused) {
    if (error instanceof Problem && error.status === 401) onRefused(error);
    const isClerks = error instanceof Problem && error.status === 403;
    tell(isClerks ? t("manager.clerks-forbidden")
        : error instanceof Problem ? error.sentence : t("manager.failed"));
}

async function ask(centre, onRefused) {
    lastAsked += 1;
    const asked = lastAsked;
    try {
        const by = view.by.length > 0 ? byId("by").value : null;
        const answer = await get(`${view.path}?${query({ by })}`,
            { signal: AbortSignal.timeout(patienceMs) });
        // The answer to an earlier question is nobody's any more.
        if (asked !== lastAsked) return;
        shown = answer;
        draw(centre);
    } catch (error) {
        if (asked !== lastAsked) return;
        shown = null;
        byId("result").hidden = true;
        fail(error, onRefused);
    }
}

/** Has the summary of the last day asked for printed at the kiosk. */
async function printSummary() {
    const key = byId("summary");
    key.disabled = true;
    try {
        const { day } = await press("/reports/summary", { day: days().to });
        tell(t("manager.summary.printing", { day: day.split("-").reverse().join("/") }));
    } finally {
        key.disabled = false;
    }
}

function failWithDay(error, onRefused) {
    if (error instanceof Problem && [404, 422].includes(error.status)) tell(t("manager.summary.no-day"));
    else fail(error, onRefused);
}

const option = (value, words) => h("option", { value }, words);

/** The choices that the centre has; what was chosen stays. */
function fillChoices(centre) {
    const fill = (id, choices) => {
        const chosen = byId(id).value;
        byId(id).replaceChildren(...choices.map(([value, words]) => option(value, words)));
        if (choices.some(([value]) => value === chosen)) byId(id).value = chosen;
    };
    const all = ["", t("manager.all")];
    const fields = [...new Set(centre.procedures.map((procedure) => procedure.field))].sort();
    fill("line", [all, ...centre.lines.map((line) => [line.id, named(line.name)])]);
    fill("field", [all, ...fields.map((field) => [field, field])]);
    fill("counter", [all, ...centre.counters.map(({ number }) =>
        [String(number), t("page.counter", { counter: number })])]);
    const hour = (value) => [String(value), `${String(value).padStart(2, "0")}:00`];
    fill("fromHour", [all, ...Array.from({ length: 24 }, (_, place) => hour(place))]);
    fill("toHour", [all, ...Array.from({ length: 24 }, (_, place) => hour(place + 1))]);
    fill("by", view.by.map((by) => [by, t(`manager.by.${by}`)]));
}

function drawForm(centre) {
    fillChoices(centre);
    byId("views").replaceChildren(...views.map((one) => h("button", {
        class: "key", type: "button", "data-view": one.id, "aria-pressed": String(one === view),
        onclick: () => choose(one, centre),
    }, t(`manager.view.${one.id}`))));
    byId("by-field").hidden = view.by.length === 0;
    byId("leg-field").hidden = !view.hasLegs;
    byId("filters").disabled = !view.takesFilters;
}

let askAgain = () => {};

function choose(next, centre) {
    const before = view;
    view = next;
    drawForm(centre);
    byId("views").querySelector(`[data-view="${next.id}"]`).focus();
    // Spread, week and trend are one answer.
    if (shown && before.path === next.path && next.by.length === 0) draw(centre);
    else askAgain();
}

function setUpFiles(onRefused) {
    setUpDownload();
    const on = (id, act, failed = fail) => byId(id).addEventListener("click",
        () => act().catch((error) => failed(error, onRefused)));
    const name = () => `${days().from}-${days().to}`;
    for (const ending of ["csv", "xlsx"]) {
        on(ending, () => {
            const file = view.file(byId("by").value);
            return save(`${file.path}?${query({ by: file.by })}`, ending, `${view.id}-${name()}`);
        });
        on(`log-${ending}`, () => save(`/reports/log?${query({ takesFilters: true })}`, ending,
            `log-${name()}`));
    }
    on("summary", printSummary, failWithDay);
    on("day-pdf", () => save(`/reports/day?date=${days().to}`, "pdf", `day-${days().to}`),
        failWithDay);
}

/** Makes the form work; answers a function that draws again in another language. */
export function setUpReport(centre, onRefused) {
    askAgain = () => ask(centre, onRefused);
    const ends = [byId("from"), byId("to")];
    const own = serviceDay();
    for (const end of ends) end.value = own;
    // This machine may be of another day than the centre; a day that somebody chose stays.
    clockRead.then(() => {
        if (serviceDay() === own || ends.some((end) => end.value !== own)) return;
        for (const end of ends) end.value = serviceDay();
        askAgain();
    });
    byId("ask").addEventListener("submit", (event) => {
        event.preventDefault();
        askAgain();
    });
    for (const id of ["by", ...filters]) byId(id).addEventListener("change", askAgain);
    byId("leg").addEventListener("change", () => draw(centre));
    setUpFiles(onRefused);
    drawForm(centre);
    askAgain();
    return () => {
        forgetLast();
        drawForm(centre);
        draw(centre);
    };
}
