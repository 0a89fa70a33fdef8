// The display as the loudspeaker of a zone: it asks what is to be said, plays it, and says that it
// did. Chosen by the page's address, /display?voice=hall.
import { get, Problem, request } from "/assets/api.js";
import { h, pause } from "/assets/dom.js";
import { t } from "/assets/words.js";

/** A page that is silent for 15 s loses its zone. */
const askEveryMs = 5000;
/** What must be left of the time for the report once the sound has ended. */
const reportMarginMs = 1000;
/** How long a sound card may take longer than its sound before it counts as dead. */
const playGraceMs = 3000;
/** How long a report that got no answer waits before it is sent again. */
const reportAgainMs = 1000;
/** What a fault says at most, in characters. */
const faultMax = 200;

const freshName = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");

const told = (error) => `${error.name}: ${error.message}`.slice(0, faultMax);

/** The zone that the address names, if any. */
export const zoneOfPage = () => new URLSearchParams(location.search).get("voice");

/** A loudspeaker that plays one sound after the other, once the browser lets it. */
class Speaker {
    constructor() {
        this.context = new AudioContext();
    }

    get isAllowed() { return this.context.state === "running"; }

    /** Tries to begin; a browser that wants a touch first leaves the promise open. */
    begin() { return this.context.resume().catch(() => null); }

    decode(bytes) { return this.context.decodeAudioData(bytes); }

    /** Plays to the end; throws when the sound does not end in its time. */
    async play(sound) {
        const source = this.context.createBufferSource();
        source.buffer = sound;
        source.connect(this.context.destination);
        const ended = new Promise((resolve) => source.addEventListener("ended", resolve));
        source.start();
        const limit = pause(sound.duration * 1000 + playGraceMs).then(() => "late");
        if (await Promise.race([ended, limit]) !== "late") return;
        source.stop();
        throw new Error("the sound did not end in its time");
    }
}

/** Asks somebody to touch the screen; resolves once the browser plays sound. */
async function askForSound(speaker) {
    speaker.begin();
    await pause(200);
    if (speaker.isAllowed) return;
    const card = h("section", { id: "voice-gate", class: "voice-gate" },
        h("button", { class: "key primary", type: "button",
            onclick: () => speaker.begin() }, t("display.voice.allow")),
        h("p", {}, t("display.voice.explain")));
    document.querySelector("main").before(card);
    await new Promise((resolve) => {
        speaker.context.addEventListener("statechange", () => speaker.isAllowed && resolve());
        if (speaker.isAllowed) resolve();
    });
    card.remove();
}

/** Says on the screen why this page will never speak. */
function tellFault(words) {
    document.querySelector("main").before(
        h("p", { id: "voice-fault", class: "banner", role: "status" }, words));
}

/** One zone's voice on this page. */
export class PageVoice {
    constructor(zone) {
        this.zone = zone;
        this.page = freshName();
        this.wake = () => null;
        this.isNews = false;
        /** The settings give the zone to another display. */
        this.isRefused = false;
        this.speaker = null;
    }

    /** Says that the hall changed: there may be something to say. */
    changed() {
        this.isNews = true;
        this.wake();
    }

    async run() {
        if (!await this.isKnown()) return;
        this.speaker = new Speaker();
        for (;;) {
            // Until it may play, it does not ask: another page may speak meanwhile.
            if (!this.speaker.isAllowed) await askForSound(this.speaker);
            this.isNews = false;
            const wasNews = await this.sayNext();
            if (this.isRefused) return tellFault(t("display.voice.others", { zone: this.zone }));
            if (!wasNews) await this.rest();
        }
    }

    /** Whether a page may speak in the zone; a wrong address is told on the screen. */
    async isKnown() {
        for (;;) {
            try {
                const { zones } = await get("/voice");
                if (zones.some(({ zone, output }) => zone === this.zone && output === "page")) {
                    return true;
                }
                tellFault(t("display.voice.unknown", { zone: this.zone }));
                return false;
            } catch {
                await pause(askEveryMs);
            }
        }
    }

    /** Until the hall changes, at most until it must be heard of again. */
    rest() {
        return new Promise((resolve) => {
            // It changed while the page asked.
            if (this.isNews) resolve();
            this.wake = resolve;
            setTimeout(resolve, askEveryMs);
        });
    }

    /** Whether there was something, so that more may wait. */
    async sayNext() {
        const askedAt = performance.now();
        try {
            const lease = await this.post("next", {});
            if (!lease) return false;
            const until = askedAt + lease.reportWithinSeconds * 1000;
            const sound = await this.fetchSound(lease);
            // It is over meanwhile: nothing to say, nothing to report.
            if (!sound) return true;
            document.body.dataset.saying = lease.text.join(" ");
            const fault = await this.say(sound, until);
            delete document.body.dataset.saying;
            await this.report(lease.announcement, fault, until);
            return true;
        } catch (error) {
            if (error.code === "others-zone") this.isRefused = true;
            // Another page speaks, the link is lost, or the announcement was taken back.
            else if (!(error instanceof Problem)) await pause(1000);
            return false;
        }
    }

    /** The sound's bytes or why there are none, in English; null once it is not ours to say. */
    async fetchSound(lease) {
        try {
            const query = new URLSearchParams(
                { page: this.page, announcement: lease.announcement });
            const answer = await request("GET", `${this.path}/sound?${query}`,
                { accept: "audio/wav", stream: true });
            return { bytes: await answer.arrayBuffer() };
        } catch (error) {
            if (error instanceof Problem && error.code === "not-leased") return null;
            return { fault: told(error) };
        }
    }

    /** Null when it was spoken; otherwise the fault, in English. */
    async say({ bytes, fault }, until) {
        if (fault) return fault;
        try {
            const sound = await this.speaker.decode(bytes);
            // Whoever is given the zone after us must not speak into our sentence.
            if (performance.now() + sound.duration * 1000 + reportMarginMs > until) {
                return "no time left to play it";
            }
            if (!this.speaker.isAllowed) return "the browser plays no sound";
            await this.speaker.play(sound);
            return null;
        } catch (error) {
            return told(error);
        }
    }

    /** Sent under one key until it is answered: before that nothing more is given to this page. */
    async report(announcement, fault, until) {
        const key = freshName();
        for (;;) {
            try {
                await this.post("report", { announcement, fault }, key);
                return;
            } catch (error) {
                if (error instanceof Problem || performance.now() > until) throw error;
                await pause(reportAgainMs);
            }
        }
    }

    get path() { return `/voice/${encodeURIComponent(this.zone)}`; }

    post(call, body, key = freshName()) {
        return request("POST", `${this.path}/${call}`, { key, body: { page: this.page, ...body } });
    }
}
