// The administrator's page: the configuration's files, checked while they are typed.
import { get, press, Problem, request, sentenceFor, untilAnswered } from "/assets/api.js";
import { difference } from "/assets/admin-diff.js";
import { byId, h, say } from "/assets/dom.js";
import { forgetUser, rememberedUser, signIn, signOut } from "/assets/gate.js";
import { offerLanguages } from "/assets/language.js";
import { currentLanguage, t } from "/assets/words.js";

const checkAfterMs = 600;
const patienceMs = 60_000;
const returnLookMs = 500;
const text = byId("text");

let files = [];
/** The file as it was read: id, name, version, text. */
let file = null;
let mistakes = [];
/** Names of files that the program has not taken up, and what keeps it from them. */
let changed = [];
let pendingMistakes = [];
let verdict = "same";
let checkTimer = null;
let checksAsked = 0;
let mayLeaveField = false;

const isChanged = () => file !== null && text.value !== file.text;
const pathOf = (id) => `/configuration/${encodeURIComponent(id)}`;
const patient = () => ({ signal: AbortSignal.timeout(patienceMs) });

function tell(words, isGood = false) {
    byId("message").className = isGood ? "done" : "banner";
    byId("message").hidden = !words;
    say(byId("message"), words);
}

/** What people call a file: by its folder, or its name's beginning. */
function kindOf(name) {
    const kinds = ["calendar", "procedures", "texts", "layouts", "forms"];
    return t(`admin.kind.${kinds.find((kind) => name.startsWith(kind)) ?? "centre"}`);
}

function drawFiles() {
    byId("files").replaceChildren(...files.map((one) => h("li", {}, h("button", {
        class: "key", type: "button", "data-file": one.id,
        "aria-pressed": String(one.id === file?.id), onclick: () => choose(one.id),
    }, h("span", {}, kindOf(one.name)), h("small", {}, one.name)))));
}

/** Line numbers, those with a mistake marked. */
function drawLines() {
    const count = text.value.split("\n").length;
    const wrong = new Set(mistakes.filter((one) => one.file === file?.name).map((one) => one.line));
    const numbers = [];
    let plain = "";
    for (let line = 1; line <= count; line += 1) {
        if (wrong.has(line)) {
            numbers.push(plain, h("b", {}, `▲${line}`), "\n");
            plain = "";
        } else {
            plain += `${line}\n`;
        }
    }
    // Room below for the scroll bar across.
    byId("lines").replaceChildren(...numbers, `${plain}\n\n`);
    byId("lines").scrollTop = text.scrollTop;
}

function showLine(line) {
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    text.scrollTop = Math.max(0, (line - 4) * (text.scrollHeight / lines.length));
}

function mistakeWords(one) {
    const place = one.line > 0 ? t("admin.line", { line: one.line }) : t("admin.whole");
    return `${one.file} · ${place}: ${t("admin.found", { found: one.found })}; `
        + t("admin.expected", { expected: one.expected });
}

function drawVerdict() {
    const wrong = mistakes.length > 0;
    say(byId("verdict"), wrong
        ? t("admin.wrong", { count: mistakes.length }) : t(`admin.${verdict}`));
    byId("verdict").className = wrong ? "wrong" : verdict;
    byId("mistakes").replaceChildren(...mistakes.map((one) => {
        const isHere = one.file === file.name && one.line > 0;
        return h("li", {}, h("button", { class: "key", type: "button", disabled: !isHere,
            onclick: () => showLine(one.line) }, mistakeWords(one)));
    }));
    byId("save").disabled = !(isChanged() && verdict === "right" && !wrong);
    byId("drop").disabled = !isChanged();
    drawLines();
    drawChanges();
}

function drawChanges() {
    if (!byId("changes").open || !file) return;
    const rows = difference(file.text, text.value);
    const tags = { "+": "ins", "-": "del", " ": "span" };
    const lines = (rows ?? []).map(([sign, words]) =>
        h(tags[sign], {}, `${sign} ${words}${sign === " " ? "\n" : ""}`));
    const none = rows ? t("admin.changes.none") : t("admin.changes.long");
    byId("diff").replaceChildren(...(lines.length > 0 ? lines : [none]));
}

async function check() {
    const asked = (checksAsked += 1);
    try {
        const answer = await request("PUT", `${pathOf(file.id)}/check`,
            { body: { text: text.value }, ...patient() });
        // An answer about an older text says nothing of this one.
        if (asked !== checksAsked) return;
        ({ mistakes } = answer);
        verdict = "right";
        drawVerdict();
    } catch (error) {
        tell(sentenceFor(error));
    }
}

function typed() {
    clearTimeout(checkTimer);
    checksAsked += 1;
    tell("");
    verdict = isChanged() ? "checking" : "same";
    mistakes = [];
    drawVerdict();
    if (isChanged()) checkTimer = setTimeout(check, checkAfterMs);
}

async function drawHistory() {
    if (!byId("earlier").open || !file) return;
    const { versions } = await get(`${pathOf(file.id)}/history`);
    const rows = versions.map((one) => h("li", {},
        h("span", {}, t("admin.history.until", {
            time: new Date(one.replacedAt).toLocaleString(currentLanguage()) })),
        h("button", { class: "key", type: "button", onclick: () => bringBack(one.id) },
            t("admin.bring"))));
    byId("versions").replaceChildren(
        ...(rows.length > 0 ? rows : [h("li", { class: "quiet" }, t("admin.history.none"))]));
}

async function bringBack(version) {
    try {
        const earlier = await get(`${pathOf(file.id)}/history/${version}`, patient());
        text.value = earlier.text;
        byId("changes").open = true;
        typed();
        tell(t("admin.brought"), true);
    } catch (error) {
        tell(sentenceFor(error));
    }
}

/** What the files say and the program does not go by yet. */
function drawPending() {
    byId("pending").hidden = changed.length === 0;
    const isWrong = pendingMistakes.length > 0;
    say(byId("pending-words"), t(isWrong ? "admin.pending.wrong" : "admin.pending.words",
        { files: changed.join(", ") }));
    byId("pending-mistakes").replaceChildren(...pendingMistakes.map((one) =>
        h("li", {}, mistakeWords(one))));
    byId("start-anew").hidden = isWrong;
}

async function refresh() {
    ({ files, changed, mistakes: pendingMistakes } = await get("/configuration", patient()));
    drawFiles();
    drawPending();
}

/** The program ends and comes back; it has taken the files up when none waits any more. */
async function startAnew() {
    if (isChanged()) {
        tell(t("admin.start-anew.unsaved"));
        return;
    }
    if (!window.confirm(t("admin.start-anew.sure"))) return;
    byId("start-anew").disabled = true;
    try {
        await press("/configuration/start-anew");
        tell(t("admin.start-anew.wait"), true);
        const patienceEnds = Date.now() + patienceMs;
        do {
            await new Promise((done) => { setTimeout(done, returnLookMs); });
            try {
                await refresh();
            } catch {
                // It is on its way down or up.
            }
        } while (changed.length > 0 && Date.now() < patienceEnds);
        tell(t(changed.length > 0 ? "admin.start-anew.lost" : "admin.start-anew.done"),
            changed.length === 0);
    } catch (error) {
        tell(sentenceFor(error));
    }
    byId("start-anew").disabled = false;
}

async function load(id) {
    file = await get(pathOf(id), patient());
    text.value = file.text;
    // A text area has line feeds alone: what it shows is what is compared.
    file.text = text.value;
    byId("choose").hidden = true;
    byId("editor").hidden = false;
    byId("hidden-note").hidden = !file.text.includes("[hidden-");
    say(byId("name"), `${kindOf(file.name)} (${file.name})`);
    typed();
    text.scrollTop = 0;
    drawFiles();
    await drawHistory();
}

async function choose(id) {
    if (isChanged() && !window.confirm(t("admin.leave"))) return;
    try {
        await load(id);
    } catch (error) {
        tell(sentenceFor(error));
    }
}

async function save() {
    byId("save").disabled = true;
    try {
        const answer = await request("PUT", pathOf(file.id),
            { body: { text: text.value, version: file.version }, ...patient() });
        await load(file.id);
        await refresh();
        tell(t(`admin.saved.${answer.taken}`), true);
    } catch (error) {
        tell(sentenceFor(error));
        if (error instanceof Problem && error.code === "configuration-mistaken") await check();
    }
}

text.addEventListener("input", typed);
text.addEventListener("scroll", () => { byId("lines").scrollTop = text.scrollTop; });
text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") mayLeaveField = true;
    if (event.key !== "Tab" || event.shiftKey || mayLeaveField) return;
    event.preventDefault();
    // A table of procedures is parted by tabs, YAML by spaces.
    const step = file.name.endsWith(".tsv") ? "\t" : "  ";
    text.setRangeText(step, text.selectionStart, text.selectionEnd, "end");
    typed();
});
text.addEventListener("focus", () => { mayLeaveField = false; });
byId("save").addEventListener("click", save);
byId("start-anew").addEventListener("click", startAnew);
byId("drop").addEventListener("click", () => {
    text.value = file.text;
    typed();
});
byId("reload").addEventListener("click", () => choose(file.id));
byId("changes").addEventListener("toggle", drawChanges);
byId("earlier").addEventListener("toggle", drawHistory);
byId("sign-out").addEventListener("click", signOut);
window.addEventListener("beforeunload", (event) => {
    if (isChanged()) event.preventDefault();
});

async function start() {
    await offerLanguages(byId("language"), () => {
        if (file) say(byId("name"), `${kindOf(file.name)} (${file.name})`);
        drawFiles();
        drawPending();
        if (file) drawVerdict();
        drawHistory();
    });
    for (;;) {
        const user = rememberedUser() ?? await signIn();
        try {
            await untilAnswered(refresh);
            say(byId("user"), user);
            break;
        } catch (error) {
            forgetUser();
            if (error.status === 403) window.alert(t("admin.only"));
        }
    }
    byId("sign-out").hidden = false;
    byId("desk").hidden = false;
}

start();
