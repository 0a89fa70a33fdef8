// A clock that cannot be right stops the numbers until a manager has looked at it.
import { press, Problem, request, sentenceFor } from "/assets/api.js";
import { byId, say } from "/assets/dom.js";
import { centreNow, clockTime, serviceDay } from "/assets/live.js";
import { t } from "/assets/words.js";

const everyMs = 15_000;

let isDoubtful = false;
let isSending = false;
let refusal = null;

/** Whether the controller says that it gives no numbers because of its clock. */
async function askWhetherDoubtful() {
    try {
        await request("GET", "/readyz", { base: "" });
        return false;
    } catch (error) {
        if (!(error instanceof Problem) || error.status !== 503) throw error;
        return error.reasons.some((reason) => reason.code === "clock-doubtful");
    }
}

function draw() {
    byId("clock-doubt").hidden = !isDoubtful;
    if (!isDoubtful) return;
    const day = serviceDay().split("-").reverse().join("/");
    say(byId("clock-doubt-title"),
        t("manager.clock.doubtful", { time: clockTime(centreNow()), day }));
    say(byId("clock-doubt-words"), refusal ?? t("manager.clock.explain"));
    byId("clock-confirm").disabled = isSending;
}

/** Asks now and four times a minute; answers a function that draws again. */
export function setUpClockCheck(onRefused) {
    const ask = async () => {
        try {
            isDoubtful = await askWhetherDoubtful();
            if (!isDoubtful) refusal = null;
        } catch (error) {
            // Without an answer the banner of the lost link says enough.
            if (error instanceof Problem) onRefused(error);
        }
        draw();
    };
    const confirm = async () => {
        isSending = true;
        draw();
        try {
            await press("/clock/confirm");
            refusal = null;
        } catch (error) {
            if (error instanceof Problem) onRefused(error);
            refusal = error.code === "clock-doubtful"
                ? t("manager.clock.refused") : sentenceFor(error);
        } finally {
            isSending = false;
            await ask();
        }
    };
    byId("clock-confirm").addEventListener("click", confirm);
    setInterval(() => !document.hidden && ask(), everyMs);
    ask();
    return draw;
}
