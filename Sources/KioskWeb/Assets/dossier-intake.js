// Dossiers that came by portal or post and wait for a clerk; for managers what another system has
// not heard of.
import { get, press, Problem, sentenceFor } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { askStep } from "/assets/dossier-forms.js";
import { rememberedRole } from "/assets/gate.js";
import { clockTime, serviceDay } from "/assets/live.js";
import { t } from "/assets/words.js";

/** What a clerk decides about a dossier that nobody has received. */
const decisions = ["receive", "ask-supplement", "refuse"];

const dayWords = (day) => day.split("-").reverse().join("/");
const moment = (at) => {
    const time = Date.parse(at);
    return `${dayWords(serviceDay(time))} ${clockTime(time)}`;
};

/** Of what came by post the day alone is known. */
const filed = (one) => one.via === "postal"
    ? dayWords(serviceDay(Date.parse(one.filedAt))) : moment(one.filedAt);

export class Intake {
    /** `page`: `tell(words, isProblem)`, `refused(problem)`, `showArrival(facts)`, `showLife(life)`. */
    constructor(page) {
        this.page = page;
        this.waiting = null;
        this.sync = null;
    }

    get isManager() { return ["manager", "admin"].includes(rememberedRole()); }

    async ask() {
        try {
            this.waiting = await get("/dossiers/intake");
            this.sync = this.isManager ? await get("/dossiers/sync") : null;
        } catch (error) {
            if (error instanceof Problem) this.page.refused(error);
        }
        this.draw();
    }

    draw() {
        const { waiting, sync } = this;
        const entries = waiting?.waiting ?? [];
        byId("intake-none").hidden = !waiting || entries.length > 0;
        byId("intake").replaceChildren(...entries.map((one) => h("li", {}, h("button", {
            type: "button", "data-arrival": one.id, onclick: () => this.show(one) },
        h("span", { class: `via ${one.via}` }),
        h("b", {}, one.id),
        h("small", {}, `${t(`dossiers.via.${one.via}`)}, ${filed(one)}`)))),
        ...(waiting?.count ?? 0) > entries.length
            ? [h("li", {}, t("dossiers.intake.more", { count: waiting.count - entries.length }))]
            : []);
        const refused = waiting?.refused ?? [];
        byId("intake-refused-part").hidden = refused.length === 0;
        byId("intake-refused").replaceChildren(...refused.slice(0, 20).map((one) => h("li", {},
            h("b", {}, one.reference || t("dossiers.intake.unnamed")),
            h("small", {}, `${t(`dossiers.fault.${one.fault}`)} (${one.source}, ${moment(one.at)})`))));
        this.drawSync(sync?.stuck ?? []);
    }

    drawSync(stuck) {
        byId("sync-part").hidden = stuck.length === 0;
        byId("sync").replaceChildren(...stuck.map((one) => h("li", {},
            h("b", {}, one.code),
            h("small", {}, t("dossiers.sync.change", { change: one.change, count: one.attempts })),
            h("small", { lang: "en" }, one.reason),
            one.nextAt
                ? h("small", {}, t("dossiers.sync.next", { time: moment(one.nextAt) }))
                : h("button", { class: "key", type: "button",
                    onclick: () => this.resume(one.code) }, t("manager.hand-off.resume")))));
    }

    show(one) {
        this.page.tell(null);
        this.page.showArrival({
            title: t(one.code ? "dossiers.code" : "dossiers.intake.reference",
                { code: one.code, reference: one.reference }),
            procedure: one.procedureName ?? one.procedure,
            facts: [
                ["dossiers.intake.via", t(`dossiers.via.${one.via}`)],
                ["dossiers.intake.filed", filed(one)],
                ["dossiers.intake.papers", String(one.paperCount)],
                ["dossiers.intake.source", `${one.source}, ${moment(one.arrivedAt)}`],
            ],
        });
        byId("keys").replaceChildren(...this.isManager ? [] : decisions.map((step) => h("button", {
            class: step === "receive" ? "key primary" : "key", type: "button", "data-step": step,
            onclick: () => askStep(step, `${t(`dossiers.step.${step}`)} – ${one.id}`, {},
                (body) => this.decide(one, step, body)),
        }, t(`dossiers.step.${step}`))));
    }

    async decide(one, step, filled) {
        try {
            const life = await press(
                `/dossiers/intake/${encodeURIComponent(one.id)}/steps`, { step, ...filled });
            this.page.showLife(life);
            this.page.tell(t("dossiers.done", { step: t(`dossiers.step.${step}`), code: life.code }));
            this.ask();
        } catch (error) {
            this.page.tell(error.code === "dossier-refused" ? error.detail : sentenceFor(error), true);
            if (error instanceof Problem) this.page.refused(error);
        }
    }

    async resume(code) {
        try {
            await press(`/dossiers/sync/${encodeURIComponent(code)}/resume`);
        } catch (error) {
            this.page.tell(sentenceFor(error), true);
            if (error instanceof Problem) this.page.refused(error);
        }
        this.ask();
    }

    /** What came by post is typed by a clerk. */
    setUpPost() {
        const form = byId("post-form");
        byId("post-open").addEventListener("click", () => {
            form.hidden = !form.hidden;
            if (!form.hidden) form.elements.reference.focus();
        });
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            const { reference, code, procedure, day, papers } = form.elements;
            const body = {
                reference: reference.value.trim(), procedure: procedure.value.trim(), via: "postal",
                // Received at the next opening, which is that of the same day.
                filedAt: `${day.value}T00:00:00+07:00`, paperCount: Number(papers.value || 0),
            };
            if (code.value.trim()) body.code = code.value.trim().toUpperCase();
            try {
                await press("/dossiers/intake", body);
                form.reset();
                form.hidden = true;
                this.page.tell(t("dossiers.post.done", { reference: body.reference }));
                this.ask();
            } catch (error) {
                this.page.tell(sentenceFor(error), true);
                if (error instanceof Problem) this.page.refused(error);
            }
        });
    }

    redraw() {
        byId("post-part").hidden = this.isManager;
        say(byId("post-open"), t("dossiers.post"));
        this.draw();
    }
}
