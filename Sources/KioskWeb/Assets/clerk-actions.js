// What a clerk does at the desk, by key or by keyboard; one action at a time.
import { get, press, Problem, sentenceFor } from "/assets/api.js";
import { askReason, askTransfer, closePanel, panelOpen } from "/assets/clerk-panels.js";
import { drawDesk, invitations, nextStep } from "/assets/clerk-desk.js";
import { ProcedureSearch } from "/assets/clerk-procedures.js";
import { byId, h, pause, say } from "/assets/dom.js";
import { centreNow } from "/assets/live.js";
import { named, t } from "/assets/words.js";

/** Snapshots come in bursts; the counter is asked for once after them. */
const refreshAfterMs = 150;
/** How often, a second apart, a finished ticket is asked for its dossier code. */
const dossierAttempts = 6;
/** Most people at the results line come for their result. */
const usualOutcome = { "tra-ket-qua": "result-returned" };
const heldShown = 6;

export class Desk {
    constructor(state, { redraw, refused }) {
        this.state = state;
        this.redraw = redraw;
        this.refused = refused;
        this.search = new ProcedureSearch();
        this.refreshTimer = null;
        /** Counts actions: what was asked before one and answered after it is old. */
        this.turn = 0;
        this.listen();
    }

    /** The counter as just answered. A new ticket clears what was chosen for the last one. */
    take(counter) {
        const { state } = this;
        const before = state.counter?.serving;
        const now = counter.serving;
        state.counter = counter;
        const key = `motcua-held-${counter.number}`;
        state.held = JSON.parse(sessionStorage.getItem(key) ?? "[]");
        if (before?.id !== now?.id || before?.state !== now?.state) {
            closePanel();
            state.outcome = now ? usualOutcome[now.line] ?? null : null;
            this.search.reset(state.centre.procedures.filter((one) => one.line === now?.line),
                now?.procedure);
        }
        this.redraw();
    }

    async refresh() {
        const { number } = this.state;
        const turn = this.turn;
        try {
            const [counter, { next }] = await Promise.all([
                get(`/counters/${number}`), get(`/counters/${number}/next`)]);
            if (turn !== this.turn || !this.state.counter || this.state.number !== number) return;
            this.state.next = next;
            this.take(counter);
        } catch (error) {
            if (error instanceof Problem) this.refused(error);
        }
    }

    refreshSoon() {
        clearTimeout(this.refreshTimer);
        this.refreshTimer = setTimeout(() => this.refresh(), refreshAfterMs);
    }

    say(words, problem = false) {
        this.state.message = words ? { words, problem } : null;
    }

    /** Sends one action of this counter; answers undefined when it was refused. */
    async act(action, body = {}) {
        const { state } = this;
        if (state.busy) return undefined;
        state.busy = true;
        this.turn += 1;
        this.say(null);
        closePanel();
        drawDesk(state);
        try {
            return await press(`/counters/${state.number}/${action}`, body);
        } catch (error) {
            this.say(sentenceFor(error), true);
            if (error instanceof Problem && error.status === 401) this.refused(error);
            return undefined;
        } finally {
            state.busy = false;
            this.turn += 1;
            drawDesk(state);
            this.refreshSoon();
        }
    }

    /** A ticket that stays at the desk, as the controller answered it. */
    keep(ticket) {
        if (ticket) this.take({ ...this.state.counter, serving: ticket });
    }

    /** The ticket left the desk. */
    release(words) {
        this.state.idleSince = new Date(centreNow()).toISOString();
        this.say(words);
        this.take({ ...this.state.counter, serving: null });
    }

    hold(number, kind) {
        const others = this.state.held.filter((one) => one.number !== number);
        this.storeHeld([{ number, kind }, ...others].slice(0, heldShown));
    }

    storeHeld(held) {
        this.state.held = held;
        sessionStorage.setItem(`motcua-held-${this.state.number}`, JSON.stringify(held));
    }

    primary() {
        const step = nextStep(this.state);
        return { reopen: () => this.reopen(), next: () => this.next(),
            start: () => this.start(), complete: () => this.complete() }[step]();
    }

    async reopen() {
        const counter = await this.act("open");
        if (counter) this.take(counter);
    }

    async next() {
        const call = await this.act("call-next");
        if (call === null) {
            this.say(t("clerk.nobody"));
            drawDesk(this.state);
        } else if (call) {
            this.called(call);
        }
    }

    called(call) {
        this.state.why = { id: call.ticket.id, reason: call.reason };
        this.storeHeld(this.state.held.filter((one) => one.number !== call.ticket.number));
        this.keep(call.ticket);
    }

    async start() {
        this.keep(await this.act("start"));
    }

    async recall() {
        if (this.state.counter.serving?.state === "called") this.keep(await this.act("recall"));
    }

    async complete() {
        const { outcome } = this.state;
        if (!outcome) {
            this.say(t("clerk.choose-outcome"), true);
            drawDesk(this.state);
            return;
        }
        const body = { outcome };
        if (this.search.codes.length > 0) body.procedures = this.search.codes;
        const ticket = await this.act("complete", body);
        if (!ticket) return;
        this.release(t("clerk.done", { number: ticket.number, outcome: t(`outcome.${outcome}`) }));
        if (outcome === "dossier-received") this.awaitDossiers(ticket);
    }

    /** The dossier core answers a moment later; its code is what the clerk writes on the file. */
    async awaitDossiers({ id, number }) {
        for (let attempt = 0; attempt < dossierAttempts; attempt += 1) {
            await pause(1000);
            const ticket = await get(`/tickets/${id}`).catch(() => null);
            if (!ticket?.dossiers?.length) continue;
            const codes = ticket.dossiers.map((dossier) => dossier.code).join(", ");
            if (this.state.counter?.serving) return;
            this.say(t("clerk.done-dossier", { number, codes }));
            drawDesk(this.state);
            return;
        }
    }

    noShow() {
        const ticket = this.state.counter.serving;
        if (ticket?.state !== "called") return;
        const send = async (body) => {
            const answer = await this.act("no-show", body);
            if (!answer) return;
            this.hold(answer.number, "no-show");
            this.release(t("clerk.done-no-show", { number: answer.number }));
        };
        if (ticket.calls >= invitations) send({});
        else askReason("no-show", t("clerk.reason-no-show", { limit: invitations }),
            (reason) => send({ reason }));
    }

    park() {
        if (!this.state.counter.serving) return;
        askReason("park", t("clerk.reason-park"), async (reason) => {
            const ticket = await this.act("park", { reason });
            if (!ticket) return;
            this.hold(ticket.number, "parked");
            this.release(t("clerk.done-parked", { number: ticket.number }));
        });
    }

    transfer() {
        const { centre, counter } = this.state;
        if (!counter.serving) return;
        askTransfer(counter.serving, centre.lines, async (line, place) => {
            const ticket = await this.act("transfer", { line, place });
            if (!ticket) return;
            const name = named(centre.lines.find((one) => one.id === line)?.name);
            this.release(t("clerk.done-transfer", { number: ticket.number, line: name }));
        });
    }

    callNumber(number) {
        askReason("call", t("clerk.reason-call", { number }), async (reason) => {
            const call = await this.act("call", { number, reason });
            if (call) this.called(call);
        });
    }

    async resume(number) {
        const ticket = await this.act("resume", { number });
        if (!ticket) return;
        this.storeHeld(this.state.held.filter((one) => one.number !== number));
        this.keep(ticket);
    }

    pauseCounter() {
        askReason("pause", t("clerk.reason-pause"), async (reason) => {
            const counter = await this.act("pause", { reason });
            if (counter) this.take(counter);
        });
    }

    async closeCounter() {
        const counter = await this.act("close");
        if (counter) this.take(counter);
    }

    drawOutcomes() {
        const { outcomes } = this.state.centre;
        const keys = byId("outcome-keys");
        if (keys.children.length !== outcomes.length) {
            keys.replaceChildren(...outcomes.map((outcome, index) => h("button",
                { class: "key", type: "button", "data-outcome": outcome,
                    onclick: () => this.chooseOutcome(index) },
                h("kbd", { "aria-hidden": "true" }, String(index + 1)), h("span"))));
        }
        for (const key of keys.children) say(key.children[1], t(`outcome.${key.dataset.outcome}`));
    }

    chooseOutcome(index) {
        const outcome = this.state.centre.outcomes[index];
        if (!outcome || this.state.counter.serving?.state !== "serving") return;
        this.state.outcome = outcome;
        this.say(null);
        drawDesk(this.state);
    }

    wantedNumber() {
        const number = byId("wanted").value.trim();
        if (!/^\d+$/.test(number)) {
            byId("wanted").focus();
            return null;
        }
        byId("wanted").value = "";
        byId("wanted").blur();
        return number;
    }

    listen() {
        const on = (id, act) => byId(id).addEventListener("click", act);
        on("primary", () => this.primary());
        on("recall", () => this.recall());
        on("no-show", () => this.noShow());
        on("park", () => this.park());
        on("transfer", () => this.transfer());
        on("pause", () => this.pauseCounter());
        on("close", () => this.closeCounter());
        on("held", (event) => {
            const { resume } = event.target.dataset;
            if (resume) this.resume(resume);
        });
        on("resume", () => {
            const number = this.wantedNumber();
            if (number) this.resume(number);
        });
        byId("by-number").addEventListener("submit", (event) => {
            event.preventDefault();
            const number = this.wantedNumber();
            if (number) this.callNumber(number);
        });
        document.addEventListener("keydown", (event) => this.onKey(event));
        // A focused key must not act a second time when Space is let go.
        document.addEventListener("keyup", (event) => {
            if (event.key === " " && this.listens(event)) event.preventDefault();
        });
    }

    /** True when a key stroke is meant for the desk and not for a text field. */
    listens(event) {
        const typing = event.target.closest?.("input, select, textarea");
        return this.state.counter && !byId("desk").hidden && !typing
            && !event.ctrlKey && !event.altKey && !event.metaKey;
    }

    onKey(event) {
        if (!this.listens(event)) return;
        const digit = Number(event.key);
        const keys = { g: "recall", v: "noShow", h: "park", c: "transfer" };
        const action = keys[event.key.toLowerCase()];
        if (event.key === " ") {
            event.preventDefault();
            if (!event.repeat && !panelOpen()) this.primary();
            else if (!event.repeat) document.activeElement?.click();
        } else if (event.repeat) {
            return;
        } else if (digit >= 1 && digit <= 9) {
            if (panelOpen()) byId("panel").querySelector(`[data-digit="${digit}"]`)?.click();
            else this.chooseOutcome(digit - 1);
        } else if (event.key === "/" && !byId("outcomes").hidden) {
            event.preventDefault();
            byId("search").focus();
        } else if (action && this.state.counter.serving) {
            this[action]();
        }
    }
}
