// Tables of reports, built anew for each view; every picture has one beside it.
import { h } from "/assets/dom.js";
import { t } from "/assets/words.js";

/** "8:32" minutes and seconds; a dash where nothing was measured. */
export function time(seconds) {
    if (seconds === null || seconds === undefined) return "–";
    const whole = Math.round(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "3:05" hours and minutes. */
export function hours(seconds) {
    const minutes = Math.round(seconds / 60);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** "36/40 (90 %)": never a rate without its denominator. */
export function share(part, whole) {
    if (!whole) return "–";
    return t("manager.share", { part, whole, percent: Math.round((part * 100) / whole) });
}

/** "12,5", minutes of seconds. */
export const inMinutes = (seconds) => seconds === null || seconds === undefined ? "–"
    : (seconds / 60).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

const day = (key) => key.split("-").reverse().join("/");

/** What a row's key says to a person. */
export function keyName(key, by, lineName) {
    if (by === "line") return lineName(key);
    if (key === "-") return t("manager.key-none");
    if (by === "counter") return t("page.counter", { counter: key });
    if (by === "hour" && /^\d+$/.test(key)) return `${key.padStart(2, "0")}:00`;
    if (by === "day") return day(key);
    return key;
}

/** A cell is text, or `{text, more, kind}`: what stands below it in small, and its class. */
function cellOf(cell) {
    if (typeof cell !== "object" || cell === null) return h("td", { class: "figure" }, String(cell));
    return h("td", { class: `figure ${cell.kind ?? ""}` }, h("b", {}, cell.text),
        cell.more ? h("span", { class: "more" }, cell.more) : null);
}

/** `columns`: the head's words; `rows`: lists whose first member is the row's name. */
export function table(columns, rows, kind = "") {
    return h("table", { class: kind },
        h("thead", {}, h("tr", {}, ...columns.map((words, place) =>
            h("th", { scope: "col", class: place > 0 ? "figure" : null }, words)))),
        h("tbody", { id: "rows" }, ...rows.map(([name, ...cells]) =>
            h("tr", {}, h("th", { scope: "row" }, name), ...cells.map(cellOf)))));
}
