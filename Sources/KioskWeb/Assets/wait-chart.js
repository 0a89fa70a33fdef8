// Bars of waits, drawn as SVG: a row a key, the average as a bar, the 90th percentile as a line.
import { svg } from "/assets/dom.js";
import { goodSeconds, lateSeconds } from "/assets/target.js";
import { t } from "/assets/words.js";

const width = 1000;
const left = 230;
const rowHeight = 30;
const top = 24;
const longestName = 28;

const shorten = (name) => name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;

const inMinutes = (seconds) => (seconds / 60).toLocaleString(document.documentElement.lang,
    { maximumFractionDigits: 1 });

/** `rows`: name, averageSeconds, p90Seconds. Its figures are all in the table below it. */
export function waitChart(rows) {
    const longest = Math.max(lateSeconds, ...rows.map((row) => row.p90Seconds)) * 1.1;
    const x = (seconds) => left + (seconds / longest) * (width - left - 60);
    const height = top + rows.length * rowHeight + 8;
    const parts = [];
    for (const limit of [goodSeconds, lateSeconds]) {
        parts.push(
            svg("line", { class: "limit", x1: x(limit), x2: x(limit), y1: top - 4, y2: height }),
            svg("text", { class: "limit-words", x: x(limit), y: top - 10, "text-anchor": "middle" },
                t("page.minutes", { minutes: limit / 60 })));
    }
    rows.forEach((row, index) => {
        const y = top + index * rowHeight;
        parts.push(
            svg("text", { x: left - 12, y: y + 20, "text-anchor": "end" }, shorten(row.name)),
            svg("rect", { class: "average", x: left, y: y + 6, height: 18, rx: 3,
                width: Math.max(2, x(row.averageSeconds) - left) }),
            svg("line", { class: "p90", x1: x(row.averageSeconds), x2: x(row.p90Seconds),
                y1: y + 15, y2: y + 15 }),
            svg("line", { class: "p90", x1: x(row.p90Seconds), x2: x(row.p90Seconds),
                y1: y + 7, y2: y + 23 }),
            svg("text", { x: x(row.p90Seconds) + 8, y: y + 20 }, inMinutes(row.averageSeconds)));
    });
    parts.push(svg("line", { class: "axis", x1: left, x2: left, y1: top, y2: height }));
    return svg("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, ...parts);
}
