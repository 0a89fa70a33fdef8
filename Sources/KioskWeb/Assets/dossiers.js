// Dossiers after their reception: what is urgent, one dossier's life, and the next step of it.
import { get, press, Problem, sentenceFor, untilAnswered } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { Applicants } from "/assets/dossier-applicant.js";
import { askStep, closeForm } from "/assets/dossier-forms.js";
import { Intake } from "/assets/dossier-intake.js";
import { Papers } from "/assets/dossier-papers.js";
import { forgetUser, rememberedUser, signIn, signOut } from "/assets/gate.js";
import { offerLanguages } from "/assets/language.js";
import { clockTime, serviceDay } from "/assets/live.js";
import { named, t } from "/assets/words.js";

const urgentEveryMs = 60_000;
const marks = { late: "late", today: "warn", soon: "none" };
/** How a state looks; work going on is the ordinary case. */
const stateMarks = {
    finished: "good", returned: "good", "awaiting-supplement": "warn", "awaiting-payment": "warn",
    suspended: "warn", "not-received": "none", withdrawn: "none", stopped: "none",
};

const state = { user: null, centre: null, offices: [], life: null };

const dayWords = (day) => day.split("-").reverse().join("/");
const moment = (at) => {
    const time = Date.parse(at);
    return `${dayWords(serviceDay(time))} ${clockTime(time)}`;
};
const money = (amount) => t("kiosk.posting.fee", {
    amount: new Intl.NumberFormat(t("page.figures")).format(amount) });

const intake = new Intake({
    tell, refused: (problem) => refused(problem), showArrival,
    showLife: (life) => {
        state.life = life;
        closeForm();
        drawDossier();
        askUrgent();
    },
});

const applicants = new Applicants({ tell, refused: (problem) => refused(problem), lookUp });
const papers = new Papers({ tell, refused: (problem) => refused(problem) });

function tell(words, isProblem = false) {
    byId("message").hidden = !words;
    byId("message").classList.toggle("problem", isProblem);
    say(byId("message"), words ?? "");
}

function drawUrgent() {
    byId("urgent-none").hidden = state.offices.length > 0;
    byId("urgent").replaceChildren(...state.offices.flatMap(({ office, dossiers }) => [
        h("h3", {}, t("dossiers.office", { office })),
        h("ul", {}, ...dossiers.map((one) => h("li", {}, h("button", {
            type: "button", "data-code": one.code, onclick: () => lookUp(one.code) },
        h("span", { class: `mark ${marks[one.urgency]}` }),
        h("b", {}, one.code),
        h("small", {}, urgencyWords(one)))))),
    ]));
}

function urgencyWords({ urgency, promise, workingDaysLate }) {
    if (urgency === "late") return t("dossiers.late", { days: workingDaysLate });
    return urgency === "today" ? t("dossiers.today") : t("dossiers.soon", { day: dayWords(promise) });
}

function fact(key, value) {
    return value ? [h("dt", {}, t(key)), h("dd", {}, value)] : [];
}

function drawDossier() {
    const { life } = state;
    for (const id of ["dossier", "life"]) byId(id).hidden = !life;
    byId("idle").hidden = Boolean(life);
    papers.show(life?.code);
    applicants.show(life?.code);
    if (!life) return;
    say(byId("dossier-code"), t("dossiers.code", { code: life.code }));
    say(byId("procedure"), life.procedureName ?? life.procedure);
    byId("state").children[0].className = `mark ${stateMarks[life.state] ?? "good"}`;
    say(byId("state").children[1], life.stateName);
    const sent = life.sentTo ? t("dossiers.sent", { office: life.sentTo }) : "";
    const fee = life.owed > 0
        ? t("dossiers.fee", { owed: money(life.owed), paid: money(life.paid) }) : "";
    byId("facts").replaceChildren(
        ...fact("dossiers.promise", life.promise ? dayWords(life.promise) : t("dossiers.no-promise")),
        ...fact("dossiers.why", life.promiseReason),
        ...fact("dossiers.holder", `${life.holder}${sent}`),
        ...fact("dossiers.fees", fee),
        ...life.apologies.flatMap((one) => fact("dossiers.apology", one.madeAt
            ? t("dossiers.apology-made", { cause: one.cause, at: moment(one.madeAt) }) : one.cause)));
    byId("keys").replaceChildren(...life.allowed.map((step) => h("button", {
        class: "key", type: "button", "data-step": step, onclick: () => choose(step),
    }, t(`dossiers.step.${step}`))));
    byId("steps").replaceChildren(...life.steps.map((step) => h("li", {},
        h("span", { class: "quiet" }, moment(step.at)),
        h("p", {}, step.words, " ",
            h("small", { class: "quiet" }, t("dossiers.by", { by: step.by, office: step.office }))))));
}

/** A dossier that nobody has received has no life yet. */
function showArrival({ title, procedure, facts }) {
    state.life = null;
    closeForm();
    drawDossier();
    byId("dossier").hidden = false;
    byId("idle").hidden = true;
    say(byId("dossier-code"), title);
    say(byId("procedure"), procedure);
    byId("state").children[0].className = "mark warn";
    say(byId("state").children[1], t("dossiers.intake.state"));
    byId("facts").replaceChildren(...facts.flatMap(([key, value]) => fact(key, value)));
}

/** For whom it is done: whoever it was sent to takes it, whoever has it works on it. */
const officeOf = (step, life) => step === "accept" ? life.sentTo : life.holder;

function choose(step) {
    tell(null);
    const { life } = state;
    const known = { amount: step === "pay" ? life.owed - life.paid : undefined };
    askStep(step, t("dossiers.step-title", { step: t(`dossiers.step.${step}`), code: life.code }),
        known, (body) => carryOut(step, body));
}

async function carryOut(step, filled) {
    const { life } = state;
    const body = { step, office: officeOf(step, life), ...filled };
    if (step === "apologise") {
        body.apology = life.apologies.find((one) => !one.madeAt)?.number ?? 0;
    }
    try {
        state.life = await press(`/dossiers/${encodeURIComponent(life.code)}/steps`, body);
        closeForm();
        drawDossier();
        tell(t("dossiers.done", { step: t(`dossiers.step.${step}`), code: life.code }));
        askUrgent();
    } catch (error) {
        // The core's own sentence says why; a form that was filled in stays.
        tell(error.code === "dossier-refused" ? error.detail : sentenceFor(error), true);
        if (error instanceof Problem) refused(error);
    }
}

async function lookUp(code) {
    tell(null);
    closeForm();
    try {
        state.life = await get(`/dossiers/${encodeURIComponent(code)}/life`);
        byId("code").value = "";
    } catch (error) {
        state.life = null;
        tell(sentenceFor(error), true);
        // The next scan goes in its place.
        byId("code").select();
        if (error instanceof Problem) refused(error);
    }
    drawDossier();
}

async function askUrgent() {
    try {
        state.offices = (await get("/dossiers")).offices;
        drawUrgent();
    } catch (error) {
        if (error instanceof Problem) refused(error);
    }
}

function redraw() {
    if (!state.centre) return;
    say(byId("centre"), `${named(state.centre.name)} – ${t("dossiers.title")}`);
    say(byId("user"), state.user ?? "");
    drawUrgent();
    drawDossier();
    intake.redraw();
    closeForm();
}

let isAsking = false;

async function refused(error) {
    if (error.status !== 401 || isAsking) return;
    isAsking = true;
    byId("desk").hidden = true;
    forgetUser();
    state.life = null;
    state.user = await signIn("signin.hint-guide");
    byId("desk").hidden = false;
    isAsking = false;
    await askUrgent();
    await intake.ask();
    redraw();
}

async function start() {
    await offerLanguages(byId("language"), redraw);
    state.user = rememberedUser();
    for (;;) {
        if (!state.user) state.user = await signIn("signin.hint-guide");
        try {
            state.centre = await untilAnswered(() => get("/centre"));
            break;
        } catch {
            forgetUser();
            state.user = null;
        }
    }
    byId("sign-out").hidden = false;
    byId("sign-out").addEventListener("click", signOut);
    byId("by-code").addEventListener("submit", (event) => {
        event.preventDefault();
        const code = byId("code").value.trim().toUpperCase();
        if (code) lookUp(code);
    });
    intake.setUpPost();
    papers.setUp();
    applicants.setUp();
    byId("desk").hidden = false;
    await Promise.all([askUrgent(), intake.ask(), applicants.showReadings()]);
    redraw();
    setInterval(() => {
        if (document.hidden) return;
        askUrgent();
        intake.ask();
    }, urgentEveryMs);
}

start();
