// What a clerk does at the desk, by key or by keyboard; one action at a time.
import { get, press, Problem, sentenceFor } from "/assets/api.js";
import { drawDesk, nextStep } from "/assets/clerk-desk.js";
import { Held } from "/assets/clerk-held.js";
import { listenToKeys } from "/assets/clerk-keys.js";
import { askReason, askReject, askTransfer, closePanel } from "/assets/desk-panels.js";
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

export class Desk {
    constructor(state, { redraw, refused }) {
        this.state = state;
        this.redraw = redraw;
        this.refused = refused;
        this.search = new ProcedureSearch();
        this.refreshTimer = null;
        /** Counts actions: what was asked before one and answered after it is old. */
        this.turn = 0;
        /** What the clerk had chosen for a ticket that left, should it come back by undo. */
        this.left = null;
        this.held = new Held(state, { resume: (number) => this.resume(number),
            wait: (held) => this.waitAgain(held) });
        listenToKeys(this);
    }

    /** The counter as just answered. A new ticket clears what was chosen for the last one. */
    take(counter) {
        const { state } = this;
        const before = state.counter?.serving;
        const now = counter.serving;
        state.counter = counter;
        this.held.load(counter.number);
        if (before?.id !== now?.id || before?.state !== now?.state) {
            closePanel();
            state.outcome = now ? usualOutcome[now.line] ?? null : null;
            state.outcomeChosen = false;
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
    act(action, body = {}, sentences = {}) {
        return this.send(`/counters/${this.state.number}/${action}`, body, sentences);
    }

    /** Sends one action; `sentences` says more than the usual words for some refusals. */
    async send(path, body = {}, sentences = {}) {
        const { state } = this;
        if (state.busy) return undefined;
        state.busy = true;
        this.turn += 1;
        this.say(null);
        this.refusal = null;
        closePanel();
        drawDesk(state);
        try {
            const answer = await press(path, body);
            // What could be taken back was the step before this one.
            if (state.counter) state.counter = { ...state.counter, undo: null };
            return answer;
        } catch (error) {
            this.refusal = error.code ?? null;
            const words = sentences[this.refusal];
            this.say(words ? t(words) : sentenceFor(error), true);
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

    /** Keeps what was chosen for the ticket that is about to leave. */
    remember(ticket) {
        const { outcome, outcomeChosen } = this.state;
        this.left = { id: ticket.id, outcome, outcomeChosen, codes: this.search.codes };
    }

    /** The last step taken back: the desk shows the ticket as it stands, choices included. */
    async undo() {
        if (!this.state.counter.undo) return;
        const ticket = await this.act("undo", {}, { "too-late": "clerk.too-late-undo" });
        if (!ticket) return;
        const words = t("clerk.done-undo", { number: ticket.number });
        if (["called", "serving"].includes(ticket.state)) {
            this.held.drop(ticket.number);
            this.keep(ticket);
            this.restore(ticket);
            this.say(words);
            this.redraw();
        } else {
            if (["parked", "no-show"].includes(ticket.state)) this.held.add(ticket, ticket.state);
            this.release(words);
        }
    }

    restore(ticket) {
        if (this.left?.id !== ticket.id || ticket.state !== "serving") return;
        this.state.outcome = this.left.outcome;
        this.state.outcomeChosen = this.left.outcomeChosen;
        this.search.restore(this.left.codes);
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
        this.held.drop(call.ticket.number);
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
        if (this.lacksProcedure()) return;
        this.remember(this.state.counter.serving);
        const ticket = await this.act("complete", this.service());
        if (!ticket) return;
        this.release(t("clerk.done", { number: ticket.number, outcome: t(`outcome.${outcome}`) }));
        if (outcome === "dossier-received") this.awaitDossiers(ticket);
    }

    /** True, and said, when the outcome needs a procedure and none was chosen. */
    lacksProcedure() {
        if (this.state.outcome !== "dossier-received" || !this.search.lacksChoice) return false;
        // Without a procedure no dossier code would come, and nobody would say why.
        this.say(t("clerk.choose-procedure"), true);
        drawDesk(this.state);
        byId("search").focus();
        return true;
    }

    /** What the service at this desk led to, as the controller reads it. */
    service() {
        const body = { outcome: this.state.outcome };
        if (this.search.codes.length > 0) body.procedures = this.search.codes;
        return body;
    }

    /** The dossier core answers a moment later; its code is what the clerk writes on the file. */
    async awaitDossiers({ id, number }) {
        for (let attempt = 0; attempt < dossierAttempts; attempt += 1) {
            await pause(1000);
            const ticket = await get(`/tickets/${id}`).catch(() => null);
            if (!ticket?.dossiers?.length) continue;
            const codes = ticket.dossiers.map((dossier) => dossier.code).join(", ");
            // With a code on the citizen's receipt there is no way back.
            this.refreshSoon();
            if (this.state.counter?.serving) return;
            this.say(t("clerk.done-dossier", { number, codes }));
            drawDesk(this.state);
            return;
        }
    }

    noShow() {
        const ticket = this.state.counter.serving;
        if (ticket?.state !== "called") return;
        const { invitations } = this.state.centre;
        const send = async (body) => {
            const answer = await this.act("no-show", body);
            if (!answer) return;
            this.held.add(answer, "no-show");
            this.release(t("clerk.done-no-show", { number: answer.number }));
        };
        if (ticket.calls >= invitations) send({});
        else askReason("no-show", t("clerk.reason-no-show", { limit: invitations }),
            (reason) => send({ reason }));
    }

    park() {
        if (!this.state.counter.serving) return;
        askReason("park", t("clerk.reason-park"), async (reason) => {
            this.remember(this.state.counter.serving);
            const ticket = await this.act("park", { reason });
            if (!ticket) return;
            this.held.add(ticket, "parked");
            this.release(t("clerk.done-parked", { number: ticket.number }));
        });
    }

    transfer() {
        const { centre, counter, outcome, outcomeChosen } = this.state;
        const { serving } = counter;
        if (!serving) return;
        const done = serving.state === "serving" && outcome
            ? { outcome, isMeant: outcomeChosen } : null;
        askTransfer(serving, centre.lines, done, async (line, place, isDone) => {
            if (isDone && this.lacksProcedure()) return;
            this.remember(serving);
            const service = isDone ? this.service() : {};
            const ticket = await this.act("transfer", { line, place, ...service });
            if (!ticket) return;
            const name = named(centre.lines.find((one) => one.id === line)?.name);
            const words = { number: ticket.number, line: name };
            this.release(isDone
                ? t("clerk.done-transfer-served", { ...words, outcome: t(`outcome.${outcome}`) })
                : t("clerk.done-transfer", words));
            if (isDone && outcome === "dossier-received") this.awaitDossiers(ticket);
        });
    }

    /** The claim to be served earlier, looked at and found true. */
    async verify() {
        const ticket = this.state.counter.serving;
        if (ticket?.state !== "called" || !ticket.priority || ticket.priority.verified) return;
        this.keep(await this.send(`/tickets/${ticket.id}/priority`, { verified: true }));
    }

    /** The claim does not hold: back to the place without it, or served for a reason. */
    reject() {
        const ticket = this.state.counter.serving;
        if (ticket?.state !== "called" || !ticket.priority) return;
        askReject(ticket, async (reason) => {
            const body = reason ? { verified: false, reason } : { verified: false };
            const answer = await this.send(`/tickets/${ticket.id}/priority`, body);
            if (!answer) return;
            if (answer.state === "waiting") {
                this.release(t("clerk.done-rejected", { number: answer.number }));
            } else {
                this.keep(answer);
            }
        });
    }

    callNumber(number) {
        askReason("call", t("clerk.reason-call", { number }), async (reason) => {
            const call = await this.act("call", { number, reason });
            if (call) this.called(call);
        });
    }

    async resume(number) {
        const ticket = await this.act("resume", { number },
            { "too-late": "clerk.too-late-return" });
        if (ticket) return this.called({ ticket, reason: ticket.reason });
        if (this.held.isOver(this.refusal)) this.held.drop(number);
        drawDesk(this.state);
    }

    /** One who missed the call waits again, at the old place. */
    async waitAgain({ id, number }) {
        const ticket = await this.send(`/tickets/${id}/return`, {},
            { "too-late": "clerk.too-late-return" });
        if (ticket || this.held.isOver(this.refusal)) this.held.drop(number);
        if (ticket) this.say(t("clerk.done-return", { number }));
        drawDesk(this.state);
    }

    /** The slip of one whose paper never came, or was lost; it says that it is a second print. */
    async reprint(number) {
        const { tickets } = await get(`/tickets?number=${number}`).catch((error) => {
            if (error instanceof Problem) this.refused(error);
            return { tickets: null };
        });
        if (!tickets?.length) {
            this.say(t(tickets ? "clerk.reprint-none" : "page.network", { number }), true);
        } else if (await this.send(`/tickets/${tickets[0].id}/reprint`, {},
            { "wrong-state": "clerk.reprint-refused" })) {
            this.say(t("clerk.done-reprint", { number }));
        }
        drawDesk(this.state);
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
        this.state.outcomeChosen = true;
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
}
