// Papers to print: those of one dossier, the register, and the lists for the post.
import { get, Problem, sentenceFor } from "/assets/api.js";
import { byId, h } from "/assets/dom.js";
import { serviceDay } from "/assets/live.js";
import { t } from "/assets/words.js";

const drawingMs = 60_000;
const place = (code) => `/dossiers/${encodeURIComponent(code)}`;

export class Papers {
    /** `page` has `tell(words, isProblem)` and `refused(problem)`. */
    constructor(page) {
        this.page = page;
        this.asked = 0;
    }

    /** The papers of a dossier; none for an arrival that nobody has received. */
    async show(code) {
        const asked = (this.asked += 1);
        byId("papers-part").hidden = true;
        if (!code) return;
        try {
            const { papers } = await get(`${place(code)}/papers`);
            // Another dossier may have been looked up meanwhile.
            if (asked !== this.asked) return;
            byId("papers").replaceChildren(...papers.map((paper) => h("li", {}, h("button", {
                class: "key", type: "button", "data-paper": paper.id,
                onclick: () => this.save(`${place(code)}/paper?paper=${paper.id}`,
                    `${paper.id}-${code}`),
            }, h("b", {}, t("dossiers.form", { number: paper.number })), " ", paper.title))));
            byId("papers-part").hidden = papers.length === 0;
        } catch (error) {
            this.fail(error);
        }
    }

    setUp() {
        const today = serviceDay(Date.now());
        for (const id of ["register-form", "postal-form"]) {
            const form = byId(id);
            for (const field of form.querySelectorAll("input")) field.value = today;
            form.addEventListener("submit", (event) => {
                event.preventDefault();
                const query = new URLSearchParams(new FormData(form));
                const name = id === "register-form" ? "register" : "postal-list";
                this.save(`/dossiers/${name}?${query}`, `${name}-${[...query.values()].join("-")}`);
            });
        }
    }

    /** Saved under a name that says what it is; the browser shows it, and prints it. */
    async save(path, name) {
        try {
            const document = await get(path,
                { accept: "application/pdf", signal: AbortSignal.timeout(drawingMs) });
            const address = URL.createObjectURL(document);
            h("a", { href: address, download: `${name}.pdf` }).click();
            setTimeout(() => URL.revokeObjectURL(address), 10_000);
            this.page.tell(t("dossiers.saved", { name: `${name}.pdf` }));
        } catch (error) {
            this.fail(error);
        }
    }

    fail(error) {
        this.page.tell(error.code === "dossier-refused" ? error.detail : sentenceFor(error), true);
        if (error instanceof Problem) this.page.refused(error);
    }
}
