// A screen that nobody touches any more goes back to its start; before that it asks.
import { byId, say } from "/assets/dom.js";
import { t } from "/assets/words.js";

/** Without a touch for so long, the screen asks. */
const restMs = 60_000;
/** Without an answer for so long, the next person finds the start. */
const askSeconds = 15;

/** Asks whether somebody is still there, and ends the visit when nobody is. */
export class Rest {
    /**
     * `isFresh`: the screen is as the next person should find it; `isBusy`: a press is under way;
     * `onEnd`: nobody is there any more.
     */
    constructor({ isFresh, isBusy, onEnd }) {
        Object.assign(this, { isFresh, isBusy, onEnd });
        byId("still-here").addEventListener("click", () => this.touched());
        for (const kind of ["pointerdown", "keydown"]) {
            document.addEventListener(kind, () => this.touched(), { capture: true });
        }
    }

    touched() {
        this.stop();
        this.timer = setTimeout(() => this.ask(), restMs);
    }

    stop() {
        clearTimeout(this.timer);
        clearInterval(this.countdown);
        byId("still").hidden = true;
    }

    ask() {
        if (this.isFresh()) return;
        if (this.isBusy()) {
            this.touched();
            return;
        }
        this.left = askSeconds;
        this.tell();
        byId("still").hidden = false;
        byId("still-here").focus({ preventScroll: true });
        this.countdown = setInterval(() => {
            this.left -= 1;
            if (this.left > 0) {
                this.tell();
                return;
            }
            this.stop();
            this.onEnd();
        }, 1000);
    }

    tell() {
        say(byId("still-left"), t("kiosk.still.left", { seconds: this.left }));
    }
}
