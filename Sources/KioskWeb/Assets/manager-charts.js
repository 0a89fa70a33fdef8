// Charts by Chart.js, which Debian packages and the controller serves from the system.
//
// Nothing depends on it: where the package is missing the page says so, and the tables stand.
import { h } from "/assets/dom.js";
import { goodSeconds, lateSeconds } from "/assets/target.js";
import { t } from "/assets/words.js";

let library = null;
let shown = null;

/** Fetches the library once; null where the machine has none. */
function load() {
    library ??= import("/assets/lib/chart.js").then(() => globalThis.Chart ?? null, () => null);
    return library;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);

const axis = (words, more = {}) => ({
    title: { display: true, text: words, color: colour("ink-quiet") },
    ticks: { color: colour("ink"), ...more.ticks }, grid: { color: colour("line") },
    beginAtZero: true, ...more.scale,
});

/** Draws into `box`, in the place of what stood there; the words tell who cannot see it. */
async function draw(box, words, settings) {
    const Chart = await load();
    shown?.destroy();
    shown = null;
    if (!Chart) {
        box.replaceChildren(h("p", { class: "quiet", "data-missing": "" }, t("manager.chart-missing")));
        return;
    }
    const canvas = h("canvas", { role: "img", "aria-label": words });
    box.replaceChildren(canvas);
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 14;
    Chart.defaults.color = colour("ink");
    const options = { animation: false, responsive: true, maintainAspectRatio: false,
        ...settings.options };
    shown = new Chart(canvas, { ...settings, options });
}

/** Forgets what was drawn, before its box is emptied. */
export function dropChart() {
    shown?.destroy();
    shown = null;
}

/** How many waits of each length: in time, late and too late by colour; the table has the words. */
export function spreadChart(box, counts, stepMinutes, labels) {
    const colours = counts.map((_, step) => {
        const from = step * stepMinutes * 60;
        return colour(from < goodSeconds ? "good" : from < lateSeconds ? "warning" : "late");
    });
    return draw(box, t("manager.spread.caption"), {
        type: "bar",
        data: { labels, datasets: [{ data: counts, backgroundColor: colours,
            categoryPercentage: 1, barPercentage: 0.94 }] },
        options: { plugins: { legend: { display: false } }, scales: {
            x: axis(t("manager.spread.minutes")),
            y: axis(t("manager.col.count"), { ticks: { precision: 0 } }) } },
    });
}

/** Waits day by day: the middle one, and what 90 % do not exceed; in minutes. */
export function trendChart(box, labels, medians, p90s) {
    const line = (label, values, name, dash) => ({ label, data: values, borderColor: colour(name),
        backgroundColor: colour(name), borderWidth: 3, borderDash: dash,
        pointRadius: labels.length > 60 ? 0 : 4, spanGaps: false });
    return draw(box, t("manager.trend.caption"), {
        type: "line",
        data: { labels, datasets: [
            line(t("manager.col.median"), medians, "brand", []),
            line(t("manager.chart-p90"), p90s, "ink", [6, 4])] },
        options: { plugins: { legend: { labels: { usePointStyle: true, pointStyle: "line" } } },
            scales: { x: axis(t("manager.by.day"), { ticks: { maxTicksLimit: 16 } }),
            y: axis(t("manager.minutes")) } },
    });
}
