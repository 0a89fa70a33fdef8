// The strip that says where somebody at a kiosk needs a person, and the key of who goes.
import { press, sentenceFor } from "/assets/api.js";
import { byId, h } from "/assets/dom.js";
import { moment } from "/assets/live.js";
import { named, t } from "/assets/words.js";

const toneHz = 660;
const toneSeconds = 0.18;

/** Two short tones, where the browser lets the page sound; the strip says it in any case. */
function ring() {
    try {
        const context = new AudioContext();
        for (const start of [0, 2 * toneSeconds]) {
            const tone = context.createOscillator();
            tone.frequency.value = toneHz;
            tone.connect(context.destination);
            tone.start(context.currentTime + start);
            tone.stop(context.currentTime + start + toneSeconds);
        }
        setTimeout(() => context.close(), 1500);
    } catch {
        // A machine without sound shows the strip.
    }
}

/** Draws the strip `#help` from the newest hall; answers nothing, asks nobody. */
export class HelpStrip {
    /** `onProblem` is told a sentence when an answer did not reach the controller. */
    constructor(onProblem) {
        this.onProblem = onProblem;
        this.known = new Set();
    }

    draw(hall, centre) {
        const calls = (hall?.kiosks ?? []).filter((kiosk) => kiosk.help);
        const names = new Set(calls.map((kiosk) => `${kiosk.id} ${kiosk.help}`));
        if ([...names].some((name) => !this.known.has(name))) ring();
        this.known = names;
        byId("help").hidden = calls.length === 0;
        const lines = calls.map(({ id, help }) => {
            const kiosk = named(centre.kiosks.find((one) => one.id === id)?.name) || id;
            return { id, words: t("help.asked", { kiosk, time: moment(Date.parse(help)) }) };
        });
        const shown = JSON.stringify([lines, t("help.go")]);
        if (byId("help").dataset.shown === shown) return;
        byId("help").dataset.shown = shown;
        byId("help").replaceChildren(...lines.map(({ id, words }) =>
            h("p", { class: "with-mark" }, h("span", { class: "mark late" }),
                h("span", {}, words),
                h("button", { class: "key", type: "button", "data-kiosk": id,
                    onclick: (event) => this.go(id, event.currentTarget) }, t("help.go")))));
    }

    async go(id, key) {
        key.disabled = true;
        try {
            await press(`/kiosks/${encodeURIComponent(id)}/help-answer`);
        } catch (error) {
            key.disabled = false;
            this.onProblem(sentenceFor(error));
        }
    }
}
