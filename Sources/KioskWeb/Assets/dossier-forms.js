// What each step of a dossier asks of whoever takes it: a small form under the keys.
import { byId, h } from "/assets/dom.js";
import { t } from "/assets/words.js";

/** A field: its member in the contract, and what it takes. */
const reason = { name: "reason", kind: "text" };
const fields = {
    receive: [],
    "ask-supplement": [{ name: "papers", kind: "lines" }, reason],
    supply: [],
    refuse: [reason],
    forward: [{ name: "to", kind: "office" }, { name: "note", kind: "text", optional: true }],
    accept: [],
    charge: [{ name: "amount", kind: "amount" }, reason, { name: "awaited", kind: "tick" }],
    pay: [{ name: "amount", kind: "amount" }, { name: "receipt", kind: "text" }],
    suspend: [reason],
    "go-on": [],
    withdraw: [reason],
    stop: [reason],
    finish: [{ name: "result", kind: "text" }],
    "take-back-result": [reason],
    "hand-over": [{ name: "note", kind: "text", optional: true },
        { name: "consignment", kind: "text", optional: true }],
    "record-error": [reason],
    apologise: [reason, { name: "day", kind: "day", optional: true }],
};

const textMax = 500;

function input({ name, kind, optional }, value) {
    const common = { name, required: !optional, autocomplete: "off" };
    switch (kind) {
    case "lines": return h("textarea", { ...common, rows: 3, maxlength: 4000 });
    case "amount":
        return h("input", { ...common, inputmode: "numeric", pattern: "[0-9.]{1,15}", value });
    case "office": return h("input", { ...common, pattern: "[a-z0-9\\-]{1,64}", value });
    case "tick": return h("input", { name, type: "checkbox" });
    case "day": return h("input", { ...common, type: "date" });
    default: return h("input", { ...common, maxlength: textMax, value });
    }
}

/** What was filled in, as the contract's members; empty ones are left out. */
function read(form, step) {
    const body = {};
    for (const { name, kind } of fields[step]) {
        const element = form.elements[name];
        if (kind === "tick") body[name] = element.checked;
        else if (element.value.trim() === "") continue;
        else if (kind === "lines") {
            body[name] = element.value.split("\n").map((line) => line.trim()).filter(Boolean);
        } else if (kind === "amount") body[name] = Number(element.value.replaceAll(".", ""));
        else body[name] = element.value.trim();
    }
    return body;
}

export function closeForm() {
    byId("panel").hidden = true;
    byId("panel").replaceChildren();
}

/** Asks what the step needs; `onDone(body)` takes it. `known`: values that are there already. */
export function askStep(step, title, known, onDone) {
    const form = h("form", {}, h("h3", {}, title),
        ...fields[step].map((field) => h("label", { class: field.kind === "tick" ? "tick" : "" },
            ...field.kind === "tick"
                ? [input(field), h("span", {}, t(`dossiers.field.${field.name}`))]
                : [h("span", {}, t(`dossiers.field.${step}.${field.name}`)),
                    input(field, known[field.name])])),
        h("div", { class: "options" },
            h("button", { class: "key primary", type: "submit" }, t(`dossiers.step.${step}`)),
            h("button", { class: "key plain", type: "button", onclick: closeForm },
                t("page.cancel"))));
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        onDone(read(form, step));
    });
    byId("panel").replaceChildren(form);
    byId("panel").hidden = false;
    form.querySelector("input, textarea, button").focus();
}
