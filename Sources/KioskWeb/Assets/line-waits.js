// Who waits in each line, and how long against the target: by shape, colour and words.
import { h } from "/assets/dom.js";
import { centreNow } from "/assets/live.js";
import { level } from "/assets/target.js";
import { minutesPassed, t } from "/assets/words.js";

/**
 * Draws a row a line into `list`, lines of `own` first.
 *
 * @param list the element that gets the rows
 * @param hall the newest snapshot
 * @param nameOf a line's name by its ID
 * @param own IDs of the lines that the reader serves; may be empty
 */
export function drawLineWaits(list, hall, nameOf, own = []) {
    const isOwn = (line) => own.includes(line.id);
    const sorted = [...hall.lines].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
    const since = Math.max(0, centreNow() - Date.parse(hall.at)) / 1000;
    list.replaceChildren(...sorted.map((line) => {
        const longest = (line.longestWaitSeconds ?? 0) + since;
        const kind = level(line.waiting, longest);
        return h("li", { class: isOwn(line) ? "own-line" : null },
            h("span", { class: `mark ${kind}` }),
            h("span", { class: "name" }, nameOf(line.id)),
            h("b", {}, t("clerk.line-waiting", { count: line.waiting })),
            h("span", { class: `longest ${kind}` }, line.waiting === 0
                ? "–" : t("page.minutes", { minutes: minutesPassed(longest) })),
            h("span", { class: "unseen" }, t(`clerk.target.${kind}`)));
    }));
}
