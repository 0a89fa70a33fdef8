// Small choices under the keys: a reason, or where to transfer. No dialog: the desk stays in view.
import { byId, h } from "/assets/dom.js";
import { named, t } from "/assets/words.js";

const reasons = {
    park: ["missing-papers", "payment", "consulting", "citizen-request"],
    pause: ["short-break", "lunch", "meeting", "system-fault"],
    "no-show": ["citizen-left", "citizen-declined"],
    call: ["citizen-need", "returning", "missed-call"],
    cancel: ["citizen-left", "taken-twice", "wrong-line"],
    reject: ["at-the-desk", "needs-help", "papers-later"],
};

export const panelOpen = () => !byId("panel").hidden;

export function closePanel() {
    byId("panel").hidden = true;
    byId("panel").replaceChildren();
}

function open(title, ...content) {
    const cancel = h("button", { class: "key plain", type: "button", onclick: closePanel },
        t("page.cancel"), h("kbd", { "aria-hidden": "true" }, "Esc"));
    byId("panel").replaceChildren(h("h3", {}, title),
        ...content.filter((part) => part !== null), cancel);
    byId("panel").hidden = false;
    byId("panel").querySelector("button").focus();
}

/** A key that answers the panel's question, by a click or by its digit. */
function answerKey(digit, words, onAnswer) {
    return h("button", { class: "key", type: "button", "data-digit": digit, onclick: () => {
        closePanel();
        onAnswer();
    } }, h("kbd", { "aria-hidden": "true" }, String(digit)), words);
}

const reasonKeys = (kind, firstDigit, onReason) => reasons[kind].map((code, index) =>
    answerKey(firstDigit + index, t(`note.${kind}.${code}`), () => onReason(code)));

/** Asks why; each key, or its digit, answers. */
export function askReason(kind, title, onReason) {
    open(title, h("div", { class: "options" }, ...reasonKeys(kind, 1, onReason)));
}

/** Asks for one of `[value, words]`, as a reason is asked for. */
export function askGroup(title, groups, onGroup) {
    open(title, h("div", { class: "options" }, ...groups.map(([id, words], index) =>
        answerKey(index + 1, words, () => onGroup(id)))));
}

/** Asks what becomes of a claim that does not hold; answers null for the place without it. */
export function askReject(ticket, onAnswer) {
    const { number } = ticket;
    open(t("clerk.reject-title", { number }),
        h("p", {}, t("clerk.reject-explain", { number })),
        h("div", { class: "options" },
            answerKey(1, t("clerk.reject-return", { number }), () => onAnswer(null))),
        h("h3", {}, t("clerk.reject-serve")),
        h("div", { class: "options" }, ...reasonKeys("reject", 2, onAnswer)));
}

/** A row of keys of which one is chosen; answers what is. */
function choiceOf(options, chosen, onChoose) {
    let current = chosen;
    const keys = options.map(([value, words]) => h("button", {
        class: "key", type: "button", "data-choice": value,
        "aria-pressed": String(value === chosen),
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

/** Whether the service here is done, with its outcome; pressed again it is not. */
function doneKey({ outcome, isMeant }) {
    const key = h("button", { class: "key done", type: "button", "aria-pressed": String(isMeant),
        onclick: () => key.setAttribute("aria-pressed", String(!isPressed(key))) },
    t("clerk.transfer-done", { outcome: t(`outcome.${outcome}`) }));
    return key;
}

const isPressed = (key) => key?.getAttribute("aria-pressed") === "true";

/**
 * Asks for a line and a place in it, and whether what was done here (`{outcome, isMeant}`, null
 * when nothing was) goes along as finished.
 */
export function askTransfer(ticket, lines, done, onTransfer) {
    const places = ["first", "by-arrival", "last"]
        .map((place) => [place, t(`clerk.place.${place}`)]);
    const finished = done ? doneKey(done) : null;
    const confirm = h("button", { class: "key primary", type: "button", disabled: true },
        t("clerk.transfer-confirm", { number: ticket.number }));
    const line = choiceOf(lines.filter((one) => one.id !== ticket.line)
        .map((one) => [one.id, named(one.name)]), null, () => {
        confirm.disabled = false;
    });
    const place = choiceOf(places, "by-arrival");
    confirm.addEventListener("click", () => {
        closePanel();
        onTransfer(line.value(), place.value(), isPressed(finished));
    });
    open(t("clerk.transfer-to"), line.row, h("h3", {}, t("clerk.transfer-place")), place.row,
        finished, confirm);
}
