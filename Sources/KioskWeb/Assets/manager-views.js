// Each view of the log of waits: what it asks for, its picture and its table.
import { h } from "/assets/dom.js";
import { dropChart, spreadChart, trendChart } from "/assets/manager-charts.js";
import { hours, inMinutes, keyName, share, table, time } from "/assets/manager-table.js";
import { t } from "/assets/words.js";
import { waitChart } from "/assets/wait-chart.js";

/** A row with the figures of the chosen measure. */
const measured = (row, leg) => leg === "first" ? row : { ...row, ...row[leg] };

const swatch = (kind, words) =>
    [h("span", { class: `swatch ${kind}` }), ` ${words} `];

const legend = (...pairs) =>
    h("p", { class: "legend" }, ...pairs.flatMap(([kind, words]) => swatch(kind, words)));

/** A box that Chart.js fills, of one height, so that the page does not jump. */
const chartBox = () => h("div", { class: "chart-box" });

const rows = {
    id: "rows", by: ["line", "hour", "day", "counter", "field", "clerk"], takesFilters: true,
    hasLegs: true, path: "/reports/waits", file: (by) => ({ path: "/reports/waits", by }),
    isEmpty: (data) => data.rows.length === 0,
    draw(data, { leg, lineName }) {
        const all = data.rows.map((row) => ({
            ...measured(row, leg), name: keyName(String(row.key), data.by, lineName) }));
        const columns = ["count", "average", "median", "p90", "longest", "within15", "within30",
            "no-shows", "abandoned", "expired", "transferred", "unmet"];
        return {
            caption: t("manager.chart"),
            picture: [
                legend(["average", t("manager.chart-average")], ["p90", t("manager.chart-p90")]),
                h("div", { id: "bars" }, waitChart(all.filter((row) => row.denominator > 0)))],
            table: table(
                [t(`manager.by.${data.by}`), ...columns.map((name) => t(`manager.col.${name}`))],
                all.map((row) => [row.name, row.count, time(row.averageSeconds),
                    time(row.medianSeconds), time(row.p90Seconds), time(row.longestSeconds),
                    share(row.within15, row.denominator), share(row.within30, row.denominator),
                    row.noShows, row.abandoned, row.expired, row.transferred, row.unmet ?? "–"]),
                "report"),
        };
    },
};

const spread = {
    id: "spread", by: [], takesFilters: true, hasLegs: true, path: "/reports/overview",
    file: () => ({ path: "/reports/overview" }),
    isEmpty: (data) => data.distribution.first.every((count) => count === 0),
    draw(data, { leg }) {
        const all = data.distribution[leg];
        const total = all.reduce((sum, count) => sum + count, 0);
        // The last step holds whatever was longer; it stands where somebody waited so long.
        const last = Math.max(11, all.findLastIndex((count) => count > 0));
        const counts = all.slice(0, last + 1);
        const step = data.stepMinutes;
        const name = (place) => place === all.length - 1
            ? t("manager.spread.over", { from: place * step })
            : `${place * step}–${(place + 1) * step}`;
        let sum = 0;
        const box = chartBox();
        return {
            caption: t("manager.spread.caption"), picture: [box],
            start: () => spreadChart(box, counts, step, counts.map((_, place) => name(place))),
            table: table([t("manager.spread.minutes"), t("manager.col.count"),
                t("manager.spread.share"), t("manager.spread.sum")],
            counts.map((count, place) => {
                sum += count;
                return [name(place), count, share(count, total), share(sum, total)];
            }), "narrow"),
        };
    },
};

/** Below 5, 10, 15 and 30 minutes; both targets are steps. */
const heatLimits = [5, 10, 15, 30];
const heat = (seconds) => `heat-${1 + heatLimits.filter((limit) => seconds >= limit * 60).length}`;

const week = {
    id: "week", by: [], takesFilters: true, hasLegs: true, path: "/reports/overview",
    file: () => ({ path: "/reports/waits", by: "weekday-hour" }),
    isEmpty: (data) => data.weekdayHours.length === 0,
    draw(data, { leg }) {
        const found = new Map(data.weekdayHours.map((row) => [row.key, measured(row, leg)]));
        const times = data.weekdayHours.map((row) => Number(row.key.slice(2)));
        const first = Math.min(...times);
        const hoursOfDay = Array.from({ length: Math.max(...times) - first + 1 },
            (_, place) => String(first + place).padStart(2, "0"));
        const cell = (row) => {
            if (!row?.count) return "";
            const more = t("manager.week.visits", { count: row.count });
            return row.denominator ? { text: inMinutes(row.medianSeconds), more,
                kind: heat(row.medianSeconds) } : { text: "–", more };
        };
        const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => day < 6
            || hoursOfDay.some((hour) => found.has(`${day}-${hour}`)));
        const bounds = [0, ...heatLimits];
        return {
            caption: t("manager.week.caption"),
            picture: [legend(...bounds.map((from, place) => [`heat-${place + 1}`,
                place < heatLimits.length
                    ? t("page.minute-range", { low: from, high: heatLimits[place] })
                    : t("manager.spread.over", { from }) ]))],
            table: table([t("manager.by.hour"), ...days.map((day) => t(`manager.weekday.${day}`))],
                hoursOfDay.map((hour) => [`${hour}:00`,
                    ...days.map((day) => cell(found.get(`${day}-${hour}`)))]), "heat"),
        };
    },
};

const trend = {
    id: "trend", by: [], takesFilters: true, hasLegs: true, path: "/reports/overview",
    file: () => ({ path: "/reports/waits", by: "day" }),
    isEmpty: (data) => data.days.length === 0,
    draw(data, { leg }) {
        const all = data.days.map((row) => ({ ...measured(row, leg), name: keyName(row.key, "day") }));
        const minutes = (seconds) => seconds === null ? null : seconds / 60;
        const box = chartBox();
        return {
            caption: t("manager.trend.caption"), picture: [box],
            start: () => trendChart(box, all.map((row) => row.name.slice(0, 5)),
                all.map((row) => minutes(row.medianSeconds)),
                all.map((row) => minutes(row.p90Seconds))),
            table: table(["by.day", "col.count", "col.median", "col.p90", "col.longest",
                "col.within15", "col.within30"].map((name) => t(`manager.${name}`)),
            all.map((row) => [row.name, row.count, time(row.medianSeconds), time(row.p90Seconds),
                time(row.longestSeconds), share(row.within15, row.denominator),
                share(row.within30, row.denominator)])),
        };
    },
};

const counters = {
    id: "counters", by: ["counter", "day", "clerk"], path: "/reports/counters",
    file: (by) => ({ path: "/reports/counters", by }),
    isEmpty: (data) => data.rows.length === 0,
    draw: (data, { lineName }) => ({
        caption: t("manager.counters.caption"), picture: [],
        table: table([t(`manager.by.${data.by}`), ...["open", "pauses", "paused", "longest-pause"]
            .map((name) => t(`manager.counters.${name}`))],
        data.rows.map((row) => [keyName(row.key, data.by, lineName), hours(row.openSeconds),
            row.pauses, time(row.pausedSeconds), time(row.longestPauseSeconds)])),
    }),
};

const estimates = {
    id: "estimates", by: ["line", "hour", "day"], path: "/reports/estimates",
    file: (by) => ({ path: "/reports/estimates", by }),
    isEmpty: (data) => data.rows.length === 0,
    draw(data, { lineName }) {
        const columns = ["count", "told", "within", "shorter", "longer", "much", "error", "bias"];
        const cells = (row) => [row.count, row.told, share(row.within, row.denominator),
            share(row.shorter, row.denominator), share(row.longer, row.denominator),
            share(row.muchLonger, row.denominator), time(row.medianErrorSeconds),
            row.biasSeconds === null ? "–" : inMinutes(row.biasSeconds)];
        return {
            caption: t("manager.estimates.caption"), picture: [],
            table: table([t(`manager.by.${data.by}`),
                ...columns.map((name) => t(`manager.estimates.${name}`))],
            [...data.rows.map((row) => [keyName(row.key, data.by, lineName), ...cells(row)]),
                [t("manager.total"), ...cells(data.total)]], "report"),
        };
    },
};

/** From the best to the worst, as the tablet at the counter asks. */
const levels = [4, 3, 2, 1];

const ratings = {
    id: "ratings", by: ["line", "counter", "hour", "day", "field", "clerk"],
    path: "/reports/ratings", file: (by) => ({ path: "/reports/ratings", by }),
    isEmpty: (data) => data.rows.length === 0,
    draw(data, { lineName }) {
        // Who did not rate is no judgement: shares are of those who did, and how many that is
        // stands before them.
        const cells = (row) => [row.visits, share(row.rated, row.visits),
            share(row.satisfied, row.rated), ...levels.map((level) => row.levels[level - 1])];
        const named = Object.entries(data.total.reasons).filter(([, count]) => count > 0)
            .sort(([, one], [, other]) => other - one)
            .map(([reason, count]) => `${t(`rate.reason.${reason}`)}: ${count}`);
        return {
            caption: t("manager.ratings.caption"),
            picture: named.length === 0 ? []
                : [h("p", {}, t("manager.ratings.reasons", { reasons: named.join(" · ") }))],
            table: table([t(`manager.by.${data.by}`), t("manager.ratings.visits"),
                t("manager.ratings.rated"), t("manager.ratings.satisfied"),
                ...levels.map((level) => t(`rate.level.${level}`))],
            [...data.rows.map((row) => [keyName(row.key, data.by, lineName), ...cells(row)]),
                [t("manager.total"), ...cells(data.total)]], "report"),
        };
    },
};

export const views = [rows, spread, week, trend, counters, estimates, ratings];

/** Puts a view's picture and table into the page; charts are drawn once they stand in it. */
export function show(view, data, context, places) {
    const { caption, picture, table: figures, start } = view.draw(data, context);
    dropChart();
    places.caption.textContent = caption;
    places.picture.replaceChildren(...picture);
    places.table.replaceChildren(figures);
    return start?.();
}
