// The hall beside the desk: who waits against the target, and how each kiosk's printer is.
import { byId, h } from "/assets/dom.js";
import { drawLineWaits } from "/assets/line-waits.js";
import { moment } from "/assets/live.js";
import { deviceLevel } from "/assets/target.js";
import { named, t } from "/assets/words.js";

/** How a kiosk's printer is, from the newest snapshot: `{kind, words}`; `kiosk` is an ID. */
export function printerOf(hall, kiosk) {
    const told = hall?.kiosks.find((one) => one.id === kiosk);
    if (!told || told.printer === "none") return { kind: "none", words: t("guide.printer-none") };
    const condition = t(`device.${told.printer}`);
    const kind = deviceLevel(told.printer);
    if (kind === "good" || !told.since) return { kind, words: t("guide.printer", { condition }) };
    const time = moment(Date.parse(told.since));
    return { kind, words: t("guide.printer-since", { condition, time }) };
}

export function drawHall({ hall, centre }, lineName) {
    if (!hall || !centre) return;
    drawLineWaits(byId("lines"), hall, lineName);
    byId("kiosks").replaceChildren(...centre.kiosks.map((kiosk) => {
        const { kind, words } = printerOf(hall, kiosk.id);
        return h("li", {}, h("span", { class: `mark ${kind}` }),
            h("b", {}, named(kiosk.name)), h("span", {}, words));
    }));
}
