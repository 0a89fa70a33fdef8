// Where calls are spoken: a manager silences a zone, and gives it its voice back.
import { get, press, Problem } from "/assets/api.js";
import { byId, h } from "/assets/dom.js";
import { t } from "/assets/words.js";

const everyMs = 15_000;

let zones = [];

/** What a manager sees of a zone; by itself it is silent where the hour wants it so. */
function state(zone) {
    if (zone.muted) return ["warn", t("manager.voice.muted")];
    if (zone.volume === 0) return ["none", t("manager.voice.quiet")];
    return ["good", t("manager.voice.on", { volume: zone.volume })];
}

/** Asks now and four times a minute; answers a function that draws again. */
export function setUpVoice(onRefused) {
    const draw = () => {
        byId("voice").hidden = zones.length === 0;
        byId("zones").replaceChildren(...zones.map((zone) => {
            const [kind, words] = state(zone);
            return h("li", { "data-zone": zone.zone },
                h("span", { class: `mark ${kind}` }),
                h("span", {}, h("b", {}, zone.zone), ` ${words}`),
                h("button", { class: "key", type: "button", onclick: () => mute(zone) },
                    t(zone.muted ? "manager.voice.unmute" : "manager.voice.mute")));
        }));
    };
    const ask = async () => {
        try {
            ({ zones } = await get("/voice"));
            draw();
        } catch (error) {
            // Without an answer the banner of the lost link says enough.
            if (error instanceof Problem) onRefused(error);
        }
    };
    const mute = async (zone) => {
        try {
            await press(`/voice/${encodeURIComponent(zone.zone)}/mute`, { muted: !zone.muted });
        } catch (error) {
            if (error instanceof Problem) onRefused(error);
        }
        await ask();
    };
    setInterval(() => !document.hidden && ask(), everyMs);
    ask();
    return draw;
}
