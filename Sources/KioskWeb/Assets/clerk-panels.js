// Small choices under the keys: a reason, or where to transfer. No dialog: the desk stays in view.
import { byId, h } from "/assets/dom.js";
import { named, t } from "/assets/words.js";

const reasons = {
    park: ["missing-papers", "payment", "consulting", "citizen-request"],
    pause: ["short-break", "lunch", "meeting", "system-fault"],
    "no-show": ["citizen-left", "citizen-declined"],
    call: ["citizen-need", "returning", "missed-call"],
};

export const panelOpen = () => !byId("panel").hidden;

export function closePanel() {
    byId("panel").hidden = true;
    byId("panel").replaceChildren();
}

function open(title, ...content) {
    const cancel = h("button", { class: "key plain", type: "button", onclick: closePanel },
        t("page.cancel"), h("kbd", { "aria-hidden": "true" }, "Esc"));
    byId("panel").replaceChildren(h("h3", {}, title), ...content, cancel);
    byId("panel").hidden = false;
    byId("panel").querySelector("button").focus();
}

/** Asks why; each key, or its digit, answers. */
export function askReason(kind, title, onReason) {
    const keys = reasons[kind].map((code, index) => h("button",
        { class: "key", type: "button", "data-digit": index + 1, onclick: () => {
            closePanel();
            onReason(code);
        } },
        h("kbd", { "aria-hidden": "true" }, String(index + 1)), t(`note.${kind}.${code}`)));
    open(title, h("div", { class: "options" }, ...keys));
}

/** A row of keys of which one is chosen; answers what is. */
function choiceOf(options, chosen, onChoose) {
    let current = chosen;
    const keys = options.map(([value, words]) => h("button", {
        class: "key", type: "button", "aria-pressed": String(value === chosen),
        onclick: (event) => {
            current = value;
            for (const key of keys) {
                key.setAttribute("aria-pressed", String(key === event.currentTarget));
            }
            onChoose?.();
        },
    }, words));
    return { row: h("div", { class: "options" }, ...keys), value: () => current };
}

/** Asks for a line and a place in it. */
export function askTransfer(ticket, lines, onTransfer) {
    const places = ["first", "by-arrival", "last"]
        .map((place) => [place, t(`clerk.place.${place}`)]);
    const confirm = h("button", { class: "key primary", type: "button", disabled: true },
        t("clerk.transfer-confirm", { number: ticket.number }));
    const line = choiceOf(lines.filter((one) => one.id !== ticket.line)
        .map((one) => [one.id, named(one.name)]), null, () => {
        confirm.disabled = false;
    });
    const place = choiceOf(places, "by-arrival");
    confirm.addEventListener("click", () => {
        closePanel();
        onTransfer(line.value(), place.value());
    });
    open(t("clerk.transfer-to"), line.row, h("h3", {}, t("clerk.transfer-place")), place.row,
        confirm);
}
