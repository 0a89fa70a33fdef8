// One ticket at the guidance desk: just taken or looked up, and what may be done with it now.
import { get, press, Problem, sentenceFor } from "/assets/api.js";
import { askGroup, askReason, closePanel } from "/assets/desk-panels.js";
import { byId, h, say } from "/assets/dom.js";
import { clockTime } from "/assets/live.js";
import { named, range, t } from "/assets/words.js";

const refreshAfterMs = 150;
const slipPollMs = 1000;
/** Paper that did not come by then is asked after no more. */
const slipPolls = 20;

const marks = { waiting: "good", called: "warn", serving: "good", parked: "warn",
    "no-show": "late" };

/** What the ticket's state allows at this desk; the controller has the last word. */
export function actionsFor(ticket) {
    const isHere = ["waiting", "parked"].includes(ticket.state);
    const actions = [];
    // One who is called already is met at the counter: there the paper is looked at.
    if (isHere && ticket.priority && !ticket.priority.verified) actions.push("verify");
    if (isHere && ticket.priority) actions.push("reject");
    if (isHere && !ticket.priority) actions.push("grant");
    if (ticket.state === "no-show") actions.push("return");
    if (["waiting", "called", "serving", "parked"].includes(ticket.state)) actions.push("reprint");
    if (isHere) actions.push("cancel");
    return actions;
}

export class TicketView {
    constructor(page) {
        this.page = page;
        this.ticket = null;
        this.isBusy = false;
        this.timer = null;
        this.polls = 0;
        byId("by-number").addEventListener("submit", (event) => {
            event.preventDefault();
            const number = byId("wanted").value.trim();
            byId("wanted").blur();
            if (number) this.lookUp(number);
        });
    }

    clear() {
        clearTimeout(this.timer);
        this.ticket = null;
        closePanel();
        this.draw();
    }

    show(ticket) {
        if (ticket.id !== this.ticket?.id) closePanel();
        this.ticket = ticket;
        this.polls = 0;
        this.draw();
        this.awaitSlip();
    }

    taken(ticket) {
        this.page.tell(t("guide.done-take", { number: ticket.number }));
        this.show(ticket);
    }

    async lookUp(number) {
        try {
            const { tickets } = await get(`/tickets?number=${encodeURIComponent(number)}`);
            if (tickets.length > 0) {
                this.page.tell(null);
                this.show(tickets[0]);
                byId("wanted").value = "";
            } else {
                this.clear();
                this.page.tell(t("clerk.reprint-none", { number }), true);
            }
        } catch (error) {
            this.clear();
            this.page.tell(sentenceFor(error), true);
            if (error instanceof Problem) this.page.refused(error);
        }
    }

    /** Snapshots come in bursts; the ticket is asked for once after them. */
    refreshSoon() {
        if (!this.ticket) return;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.refresh(), refreshAfterMs);
    }

    async refresh() {
        const { id } = this.ticket ?? {};
        if (!id || this.isBusy) return;
        try {
            const ticket = await get(`/tickets/${id}`);
            if (this.ticket?.id !== id || this.isBusy) return;
            if (ticket.state !== this.ticket.state) {
                closePanel();
                this.page.outdate();
            }
            this.ticket = ticket;
            this.draw();
        } catch (error) {
            if (error instanceof Problem) this.page.refused(error);
        }
        this.awaitSlip();
    }

    /** Nothing in the hall changes when paper comes out: it is asked after, for a while. */
    awaitSlip() {
        if (this.ticket?.slip !== "pending" || this.polls >= slipPolls) return;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
            this.polls += 1;
            this.refresh();
        }, slipPollMs);
    }

    async send(action, body, done, sentences = {}) {
        const { ticket } = this;
        if (!ticket || this.isBusy) return;
        this.isBusy = true;
        closePanel();
        try {
            const answer = await press(`/tickets/${ticket.id}/${action}`, body);
            this.page.tell(t(done, { number: ticket.number }));
            if (this.ticket?.id === answer.id) this.show(answer);
        } catch (error) {
            const words = sentences[error.code];
            this.page.tell(words ? t(words) : sentenceFor(error), true);
            if (error instanceof Problem) this.page.refused(error);
        } finally {
            this.isBusy = false;
            this.refreshSoon();
        }
    }

    act(action) {
        const { number } = this.ticket;
        ({
            verify: () => this.send("priority", { verified: true }, "guide.done-verify"),
            reject: () => this.send("priority", { verified: false }, "guide.done-reject"),
            grant: () => askGroup(t("guide.grant-title", { number }),
                this.page.state.centre.priorityGroups.map((one) => [one.id, named(one.name)]),
                (group) => this.send("priority", { group }, "guide.done-grant")),
            return: () => this.send("return", {}, "clerk.done-return",
                { "too-late": "clerk.too-late-return" }),
            reprint: () => this.send("reprint", {}, "clerk.done-reprint",
                { "wrong-state": "clerk.reprint-refused" }),
            cancel: () => askReason("cancel", t("guide.cancel-title", { number }),
                (reason) => this.send("cancel", { reason }, "guide.done-cancel")),
        })[action]();
    }

    draw() {
        const { ticket } = this;
        byId("ticket").hidden = !ticket;
        byId("idle").hidden = Boolean(ticket);
        if (!ticket) return;
        byId("ticket-state").children[0].className = `mark ${marks[ticket.state] ?? "none"}`;
        say(byId("ticket-state").children[1], t(`state.${ticket.state}`));
        say(byId("number"), ticket.number);
        say(byId("ticket-line"), this.page.lineName(ticket.line));
        say(byId("ahead"), this.ahead(ticket));
        const facts = this.facts(ticket);
        byId("facts").replaceChildren(...facts.flatMap(([name, words]) =>
            [h("dt", { class: "quiet" }, t(`guide.fact.${name}`)), h("dd", {}, words)]));
        this.drawActions(this.page.state.isClerk ? actionsFor(ticket) : []);
    }

    /** Made anew only when others are offered, so that focus stays. */
    drawActions(actions) {
        const shown = JSON.stringify(actions.map((action) => [action, t(`guide.do.${action}`)]));
        if (byId("actions").dataset.shown === shown) return;
        byId("actions").dataset.shown = shown;
        byId("actions").replaceChildren(...actions.map((action) => h("button", {
            class: "key", type: "button", "data-action": action,
            onclick: () => this.act(action),
        }, t(`guide.do.${action}`))));
    }

    ahead(ticket) {
        if (ticket.ahead === null) return "";
        const words = t(ticket.ahead > 0 ? "guide.ahead" : "guide.ahead-none",
            { count: ticket.ahead });
        return ticket.estimate
            ? `${words} · ${t("guide.wait", { range: range(ticket.estimate) })}` : words;
    }

    facts(ticket) {
        const { centre } = this.page.state;
        const facts = [["issued", clockTime(Date.parse(ticket.issuedAt))]];
        const procedure = centre.procedures.find((one) => one.code === ticket.procedure);
        if (procedure) facts.push(["procedure", procedure.name]);
        if (ticket.counter !== null) {
            facts.push(["counter", t("page.counter", { counter: ticket.counter })]);
        }
        if (ticket.calls > 0) facts.push(["calls", t("guide.calls", { calls: ticket.calls })]);
        if (ticket.priority) {
            const { group: id, verified } = ticket.priority;
            const group = named(centre.priorityGroups.find((one) => one.id === id)?.name) || id;
            facts.push(["priority",
                t(verified ? "clerk.claim.verified" : "clerk.claim.open", { group })]);
        }
        facts.push(["slip", t(`guide.slip.${ticket.slip}`)]);
        const codes = ticket.dossiers.map((one) => one.code).join(", ");
        if (codes) facts.push(["dossiers", codes]);
        return facts;
    }
}
