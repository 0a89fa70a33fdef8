// What the dossier core has not taken: how much waits, and what waits for a person.
import { get, press, Problem, sentenceFor } from "/assets/api.js";
import { byId, h } from "/assets/dom.js";
import { centreNow, moment } from "/assets/live.js";
import { t } from "/assets/words.js";

const everyMs = 60_000;
/** A hand-off that is as old as this is told: the core is away, and nobody else would say so. */
const oldMs = 10 * 60_000;

let backlog = null;
let refusal = null;

function draw() {
    const isOld = backlog?.oldest && centreNow() - Date.parse(backlog.oldest) > oldMs;
    const parked = backlog?.parked ?? [];
    byId("hand-offs").hidden = parked.length === 0 && !isOld && !refusal;
    const items = parked.map((one) => h("li", { "data-ticket": one.ticket },
        h("span", { class: "mark late" }),
        h("span", {}, h("b", {}, t("manager.hand-off.parked", {
            number: one.number, day: one.day.split("-").reverse().join("/"), step: one.step })),
        one.reason ? ` ${t("manager.hand-off.reason", { reason: one.reason })}` : ""),
        h("button", { class: "key", type: "button",
            onclick: (event) => resume(one, event.currentTarget) }, t("manager.hand-off.resume"))));
    const more = (backlog?.parkedCount ?? 0) - parked.length;
    if (more > 0) items.push(h("li", {}, t("manager.hand-off.more", { count: more })));
    if (isOld) {
        items.push(h("li", {}, h("span", { class: "mark warn" }),
            t("manager.hand-off.waiting", {
                count: backlog.waiting, time: moment(Date.parse(backlog.oldest)) })));
    }
    if (refusal) items.push(h("li", { role: "alert" }, refusal));
    byId("hand-offs-list").replaceChildren(...items);
}

let onRefused = () => {};

async function ask() {
    try {
        backlog = await get("/hand-offs");
    } catch (error) {
        // Without an answer the banner of the lost link says enough.
        if (error instanceof Problem) onRefused(error);
    }
    draw();
}

async function resume(one, key) {
    key.disabled = true;
    refusal = null;
    try {
        await press(`/hand-offs/${encodeURIComponent(one.ticket)}/resume`);
    } catch (error) {
        if (error instanceof Problem) onRefused(error);
        refusal = sentenceFor(error);
    }
    await ask();
}

/** Asks now and once a minute; answers a function that draws again. */
export function setUpHandOffs(refused) {
    onRefused = refused;
    setInterval(() => !document.hidden && ask(), everyMs);
    ask();
    return draw;
}
