// Slip layouts as they are on disk: whoever edits one sees it beside, drawn anew with every save.
import { get } from "/assets/api.js";
import { byId, h } from "/assets/dom.js";
import { t } from "/assets/words.js";

const pollMs = 1000;
const base = "/bench/layouts";

let choices = null;
let kind = null;
let paper = null;
/** What is shown: the controller answers nothing while it stays so. */
let version = "";
let timer = null;
/** Counts choices, so that a late answer to the last one is not shown for the next. */
let round = 0;

const nameOf = (one) => t(`bench.layout.${one}`);

function drawKeys(place, values, chosen, name, choose) {
    byId(place).replaceChildren(...values.map((one) => h("button", {
        type: "button", class: "key", "data-choice": one,
        "aria-pressed": String(one === chosen), onclick: () => choose(one),
    }, name(one))));
}

/** Draws the keys in the page's language, and names the picture. */
export function drawChoices() {
    if (!choices) return;
    drawKeys("layout-kinds", choices.kinds, kind, nameOf, (one) => {
        kind = one;
        chosen("layout-kinds", one);
    });
    drawKeys("layout-papers", choices.papers, paper, (one) => t("bench.layout-paper",
        { paper: one }), (one) => {
        paper = one;
        chosen("layout-papers", one);
    });
    byId("layout-picture").alt = t("bench.layout-picture", { kind: nameOf(kind), paper });
}

function chosen(place, one) {
    version = "";
    round += 1;
    drawChoices();
    byId(place).querySelector(`[data-choice="${one}"]`)?.focus();
    poll();
}

function show(answer) {
    version = answer.version;
    const mistakes = answer.mistakes ?? [];
    const picture = byId("layout-picture");
    picture.hidden = !answer.picture;
    byId("layout-fault").hidden = Boolean(answer.picture);
    byId("layout-mistakes").replaceChildren(...mistakes.map((line) => h("li", {}, line)));
    if (!answer.picture) return;
    picture.width = answer.widthDots;
    picture.height = answer.heightDots;
    picture.src = answer.picture;
}

async function poll() {
    clearTimeout(timer);
    const asked = round;
    try {
        const answer = await get(`/${kind}/${paper}?seen=${version}`, { base });
        if (asked !== round) return;
        if (answer) show(answer);
    } catch {
        // The bench's own notice says that the controller does not answer.
    }
    if (asked === round && !document.hidden) timer = setTimeout(poll, pollMs);
}

/** Shows the layouts where the controller offers them, and follows their files. */
export async function watchLayouts() {
    choices = await get("", { base }).catch(() => null);
    if (!choices) return;
    [kind] = choices.kinds;
    [paper] = choices.papers;
    byId("layouts").hidden = false;
    drawChoices();
    document.addEventListener("visibilitychange",
        () => document.hidden ? clearTimeout(timer) : poll());
    poll();
}
