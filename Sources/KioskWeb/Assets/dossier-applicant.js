// Whose a dossier is: masked until somebody says why it has to be read.
import { get, press, Problem, request, sentenceFor } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { rememberedRole } from "/assets/gate.js";
import { t } from "/assets/words.js";

const members = ["name", "identity", "phone", "address", "email"];
const place = (code) => `/dossiers/${encodeURIComponent(code)}/applicant`;

export class Applicants {
    /** `page`: `tell(words, isProblem)`, `refused(problem)`, `lookUp(code)`. */
    constructor(page) {
        this.page = page;
        this.code = null;
    }

    get isManager() { return ["manager", "admin"].includes(rememberedRole()); }

    setUp() {
        byId("by-person").addEventListener("submit", (event) => {
            event.preventDefault();
            this.find(byId("person").value.trim());
        });
        byId("applicant-form").addEventListener("submit", (event) => {
            event.preventDefault();
            this.keep();
        });
        byId("applicant-why").addEventListener("submit", (event) => {
            event.preventDefault();
            this.why();
        });
    }

    async show(code) {
        this.code = code;
        byId("applicant-part").hidden = true;
        this.close();
        if (!code) return;
        await this.guard(async () => this.draw(await get(place(code))));
    }

    /** For managers: who had to do with whose data. */
    async showReadings() {
        byId("readings-part").hidden = !this.isManager;
        if (!this.isManager) return;
        await this.guard(async () => {
            const { readings } = await get("/applicants/readings");
            byId("readings").replaceChildren(...readings.map((one) => h("li", {},
                h("b", {}, one.code), " ",
                h("small", {}, [new Date(one.at).toLocaleString(t("page.figures")), one.by,
                    t(`dossiers.deed.${one.deed}`), one.reason].filter(Boolean).join(" · ")))));
        });
    }

    close() {
        for (const id of ["applicant-form", "applicant-why"]) {
            byId(id).hidden = true;
            byId(id).reset();
        }
    }

    draw({ state, applicant, erasedAt }, whole = null) {
        byId("applicant-part").hidden = false;
        const shown = whole ?? applicant ?? {};
        const facts = members.filter((member) => shown[member]).flatMap((member) =>
            [h("dt", {}, t(`dossiers.person.${member}`)), h("dd", {}, shown[member])]);
        byId("applicant").replaceChildren(...facts);
        say(byId("applicant-none"), state === "erased"
            ? t("dossiers.person.erased", { day: new Date(erasedAt).toLocaleDateString(t("page.figures")) })
            : t("dossiers.person.none"));
        byId("applicant-none").hidden = state === "kept";
        const { isManager } = this;
        const keys = [];
        if (state === "kept" && !whole) keys.push(["read", () => this.ask("read")]);
        // Only over what was seen: a name typed over another one would lose the rest of it.
        if (!isManager && (state === "none" || whole)) keys.push(["write", () => this.write(whole)]);
        if (state === "kept" && isManager) keys.push(["erase", () => this.ask("erase")]);
        byId("applicant-keys").replaceChildren(...keys.map(([word, onclick]) =>
            h("button", { class: "key", type: "button", "data-person": word, onclick },
                t(`dossiers.person.${word}`))));
    }

    write(whole) {
        const known = whole ?? {};
        this.close();
        const form = byId("applicant-form");
        for (const member of members) form.elements[member].value = known[member] ?? "";
        form.hidden = false;
        form.elements.name.focus();
    }

    ask(deed) {
        this.close();
        const form = byId("applicant-why");
        form.dataset.deed = deed;
        say(byId("applicant-why-send"), t(`dossiers.person.${deed}`));
        form.hidden = false;
        form.elements.reason.focus();
    }

    async why() {
        const form = byId("applicant-why");
        const reason = form.elements.reason.value.trim();
        const { code } = this;
        await this.guard(async () => {
            if (form.dataset.deed === "erase") {
                this.draw(await press(`${place(code)}/erase`, { reason }));
                this.showReadings();
            } else {
                const whole = await get(`${place(code)}/full?reason=${encodeURIComponent(reason)}`);
                this.draw({ state: "kept" }, whole);
            }
            this.close();
        });
    }

    async keep() {
        const form = byId("applicant-form");
        const body = {};
        for (const member of members) {
            const value = form.elements[member].value.trim();
            if (value) body[member] = value;
        }
        await this.guard(async () => {
            this.draw(await request("PUT", place(this.code), { body }));
            this.close();
            this.page.tell(t("dossiers.person.kept"));
        });
    }

    async find(words) {
        if (!words) return;
        await this.guard(async () => {
            const { applicants } = await request("PUT", "/applicants/search", { body: { words } });
            byId("found").replaceChildren(...applicants.map((one) => h("li", {}, h("button", {
                class: "key", type: "button", "data-code": one.code,
                onclick: () => this.page.lookUp(one.code),
            }, h("b", {}, one.code), " ",
            [one.name, one.identity, one.phone].filter(Boolean).join(" · ")))));
            byId("found-none").hidden = applicants.length > 0;
            // A name does not stay on a screen that others pass.
            byId("person").value = "";
        });
    }

    async guard(work) {
        try {
            await work();
        } catch (error) {
            this.page.tell(sentenceFor(error), true);
            if (error instanceof Problem) this.page.refused(error);
        }
    }
}
