// The way through the screen by ear: four keys, and a voice that reads what is there.
//
// Loaded with the first of the four keys; whoever touches the screen never hears of it.
import { request } from "/assets/api.js";
import { byId, say } from "/assets/dom.js";
import { currentLanguage, t } from "/assets/words.js";

/** Tactile keypads are keyboards: their keys, and those of an ordinary one for trying it out. */
const keys = {
    F13: "next", ArrowRight: "next", ArrowDown: "next",
    F14: "repeat", ArrowLeft: "repeat", ArrowUp: "repeat",
    F15: "choose", Enter: "choose",
    F16: "stop", Escape: "stop",
    F17: "louder", F18: "softer",
};

const volumes = [0.2, 0.4, 0.6, 0.8, 1];
const usualVolume = 2;
/** The controller says no more at once. */
const wordsMax = 160;

/** What an element says, part by part; pictures and what is hidden say nothing. */
function wordsOf(element) {
    const parts = [];
    const read = (node) => {
        if (node.nodeType === Node.TEXT_NODE) {
            const text = node.data.replace(/\s+/g, " ").trim();
            if (text !== "") parts.push(text);
        } else if (node.nodeType === Node.ELEMENT_NODE && node.tagName !== "svg"
            && node.getAttribute("aria-hidden") !== "true" && node.checkVisibility()) {
            node.childNodes.forEach(read);
        }
    };
    read(element);
    return parts.join(", ");
}

/** Cuts a text at its sentences into pieces that can be said at once. */
function pieces(text) {
    const found = [];
    for (let rest = text.trim(); rest !== "";) {
        let end = rest.length;
        if (end > wordsMax) {
            const ends = [". ", "! ", ": ", ", ", " "].map((mark) => rest.lastIndexOf(mark, wordsMax));
            end = (ends.find((place) => place > wordsMax / 3) ?? wordsMax - 1) + 1;
        }
        found.push(rest.slice(0, end).trim());
        rest = rest.slice(end).trim();
    }
    return found;
}

/** Sentences one after the other, each with its stop. */
const sentences = (parts) => parts.filter((part) => part !== "")
    .map((part) => /[.!?:]$/.test(part) ? part : `${part}.`).join(" ");

/** A voice: the controller's, else the browser's own, else the words on the screen alone. */
class Voice {
    constructor() {
        this.context = new AudioContext();
        this.gain = this.context.createGain();
        this.gain.connect(this.context.destination);
        this.turn = 0;
    }

    /** Says it from now on in place of what was being said; resolves when it ended. */
    async say(text, volume) {
        this.stop();
        const { turn } = this;
        this.gain.gain.value = volume;
        for (const words of pieces(text)) {
            if (turn !== this.turn) return;
            await this.#one(words, turn, volume);
        }
    }

    stop() {
        this.turn += 1;
        this.source?.stop();
        this.source = null;
        window.speechSynthesis?.cancel();
    }

    async #one(words, turn, volume) {
        try {
            const path = `/speech?words=${encodeURIComponent(words)}&language=${currentLanguage()}`;
            const answer = await request("GET", path,
                { accept: "audio/wav", stream: true });
            const sound = await this.context.decodeAudioData(await answer.arrayBuffer());
            if (turn === this.turn) await this.#play(sound);
        } catch {
            if (turn === this.turn) await this.#byBrowser(words, volume);
        }
    }

    #play(sound) {
        return new Promise((resolve) => {
            this.source = this.context.createBufferSource();
            this.source.buffer = sound;
            this.source.connect(this.gain);
            this.source.addEventListener("ended", resolve);
            this.source.start();
        });
    }

    #byBrowser(words, volume) {
        const voice = window.speechSynthesis?.getVoices()
            .find((one) => one.lang.startsWith(currentLanguage()));
        if (!voice) return Promise.resolve();
        return new Promise((resolve) => {
            const speech = new SpeechSynthesisUtterance(words);
            speech.voice = voice;
            speech.volume = volume;
            speech.addEventListener("end", resolve);
            speech.addEventListener("error", resolve);
            window.speechSynthesis.speak(speech);
        });
    }
}

/** Guidance for one person, from the first key to the stop or the end of the visit. */
export class Guidance {
    /** `views`: the page's; `onStop`: the person goes, the screen is the next one's. */
    constructor({ views, onStop }) {
        Object.assign(this, { views, onStop });
        this.voice = new Voice();
        this.isOn = false;
        this.volume = usualVolume;
        this.watch = new MutationObserver(() => this.look());
    }

    /** A key of the four; answers whether it was meant for the guidance. */
    press(name) {
        const action = keys[name];
        if (!action) return false;
        if (this.isOn) this[action]();
        else this.start();
        return true;
    }

    start() {
        this.isOn = true;
        this.heard = t("kiosk.speak.intro");
        document.documentElement.toggleAttribute("data-spoken", true);
        this.enter(`${this.heard} `);
        this.watch.observe(document.body, { subtree: true, childList: true, characterData: true,
            attributes: true, attributeFilter: ["hidden", "aria-pressed", "disabled"] });
    }

    /** The next person begins with the usual volume, and in silence. */
    end() {
        if (!this.isOn) return;
        this.isOn = false;
        this.volume = usualVolume;
        this.watch.disconnect();
        this.voice.stop();
        document.documentElement.toggleAttribute("data-spoken", false);
        say(byId("spoken"), "");
        byId("spoken").hidden = true;
    }

    /** What is in front: the question whether somebody is there, else the view. */
    get front() {
        if (!byId("still").hidden) return byId("still");
        return byId(this.views.find((view) => !byId(view).hidden) ?? this.views[0]);
    }

    get items() {
        return [...this.front.querySelectorAll("button")].filter((key) =>
            !key.disabled && key.checkVisibility() && wordsOf(key) !== "");
    }

    /** What the view says besides its keys: read once, and by repeat where no key is at hand. */
    get about() {
        const parts = [];
        if (!byId("helped").hidden) parts.push(wordsOf(byId("helped")));
        const read = (element) => {
            for (const child of element.children) {
                if (child.tagName === "BUTTON" || !child.checkVisibility()) continue;
                if (child.querySelector("button, p, h1, dd, li")) read(child);
                else if (wordsOf(child) !== "") parts.push(wordsOf(child));
            }
        };
        read(this.front);
        return sentences(parts);
    }

    enter(before = "") {
        this.shown = this.front;
        this.at = -1;
        this.told = this.about;
        this.tell(`${before}${this.told}`);
    }

    /** The page changed: another view is entered, news in the same one are told. */
    look() {
        if (!this.isOn) return;
        if (this.front !== this.shown) {
            this.enter();
            return;
        }
        // Numbers of people waiting change all the time; only what became of a number is news.
        if (this.front.id !== "answer") return;
        const slip = wordsOf(byId("slip"));
        if (slip !== this.slip) {
            this.slip = slip;
            this.told = this.about;
            if (slip !== "") this.tell(this.told);
        }
    }

    next() {
        const { items } = this;
        if (items.length === 0) {
            this.repeat();
            return;
        }
        this.at = (this.at + 1) % items.length;
        items[this.at].focus({ preventScroll: false });
        this.tellItem();
    }

    tellItem() {
        const item = this.items[this.at];
        const pressed = item.getAttribute("aria-pressed") === "true" ? t("kiosk.speak.chosen") : "";
        this.tell(sentences([wordsOf(item), pressed]));
    }

    repeat() {
        if (this.at >= 0 && this.items[this.at]) this.tellItem();
        else this.tell(this.about);
    }

    choose() {
        const item = this.items[this.at];
        if (!item) {
            this.next();
            return;
        }
        const before = this.front;
        item.click();
        // A key that changes something and stays says what it is now.
        setTimeout(() => {
            if (this.isOn && this.front === before && this.items[this.at]) this.tellItem();
        }, 300);
    }

    /** Silence first; pressed again in silence, the visit ends. */
    stop() {
        if (this.isSpeaking) {
            this.voice.stop();
            this.isSpeaking = false;
            return;
        }
        this.onStop();
    }

    louder() { this.loudness(1); }

    softer() { this.loudness(-1); }

    loudness(step) {
        this.volume = Math.min(volumes.length - 1, Math.max(0, this.volume + step));
        this.repeat();
    }

    async tell(text) {
        say(byId("spoken"), text);
        byId("spoken").hidden = false;
        this.isSpeaking = true;
        const turn = (this.turn ?? 0) + 1;
        this.turn = turn;
        await this.voice.say(text, volumes[this.volume]);
        if (turn === this.turn) this.isSpeaking = false;
    }
}
