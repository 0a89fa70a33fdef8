// The strip above the desk: which kiosk runs out of paper, or prints no more, and since when.
import { byId, h } from "/assets/dom.js";
import { moment } from "/assets/live.js";
import { deviceLevel } from "/assets/target.js";
import { named, t } from "/assets/words.js";

/** What a printer that merely cannot answer says is no trouble with paper. */
const silent = ["ready", "silent", "unknown"];

const kioskOf = (centre, device) => centre.kiosks.find((one) => one.printers.includes(device.id));

/** Whether the strip tells of the device; the list of devices then need not. */
export const isPaperTrouble = (centre, device) => device.family === "printer"
    && !silent.includes(device.condition) && kioskOf(centre, device) !== undefined;

/** Draws the strip; answers whether there is anything on it. */
export function drawPaper({ centre, devices }) {
    const troubled = devices.filter((device) => isPaperTrouble(centre, device));
    byId("paper").hidden = troubled.length === 0;
    const lines = troubled.map((device) => {
        const kiosk = kioskOf(centre, device);
        // Where one printer stands alone, the kiosk's name says which it is.
        const name = kiosk.printers.length > 1
            ? `${named(kiosk.name)} (${device.id})` : named(kiosk.name);
        return { kind: deviceLevel(device.condition), words: t("clerk.paper", {
            kiosk: name, condition: t(`device.${device.condition}`),
            time: moment(Date.parse(device.since)) }) };
    });
    const shown = JSON.stringify(lines);
    if (byId("paper").dataset.shown === shown) return lines.length > 0;
    byId("paper").dataset.shown = shown;
    byId("paper").replaceChildren(...lines.map(({ kind, words }) => h("p", { class: "with-mark" },
        h("span", { class: `mark ${kind}` }), h("span", {}, words))));
    return lines.length > 0;
}
