// The guidance desk: a clerk beside the kiosk takes numbers for people and looks things up.
//
// Typing anywhere is enough: digits go to the number's field, letters (and a scanner that types) to
// the dossier code's, and "/" to the procedures.
import { get, Problem, untilAnswered } from "/assets/api.js";
import { closePanel, panelOpen } from "/assets/desk-panels.js";
import { byId, say } from "/assets/dom.js";
import { forgetUser, rememberedRole, rememberedUser, signIn, signOut } from "/assets/gate.js";
import { DossierLookup } from "/assets/guide-dossier.js";
import { drawHall } from "/assets/guide-hall.js";
import { TakeForm } from "/assets/guide-take.js";
import { TicketView } from "/assets/guide-ticket.js";
import { HelpStrip } from "/assets/help-strip.js";
import { offerLanguages } from "/assets/language.js";
import { clockTime, followHall, linkBanner } from "/assets/live.js";
import { named, t } from "/assets/words.js";

const state = { user: null, isClerk: false, centre: null, hall: null };

const page = { state, tell, outdate, refused, lineName };
const ticket = new TicketView(page);
const take = new TakeForm(page, (taken) => ticket.taken(taken));
const dossier = new DossierLookup(page, ticket, take);
const help = new HelpStrip((words) => tell(words, true));

function lineName(id) {
    return named(state.centre.lines.find((line) => line.id === id)?.name) || id;
}

/** Says what came of the last press; nothing hides what was said before. */
function tell(words, isProblem = false) {
    byId("message").hidden = !words;
    byId("message").classList.toggle("problem", isProblem);
    say(byId("message"), words ?? "");
}

/** What was done before somebody else moved the ticket on is no news; a refusal is read to its end. */
function outdate() {
    if (!byId("message").classList.contains("problem")) tell(null);
}

function redraw() {
    if (!state.centre) return;
    say(byId("centre"), `${named(state.centre.name)} – ${t("guide.title")}`);
    say(byId("user"), state.user ?? "");
    take.draw();
    ticket.draw();
    dossier.draw();
    help.draw(state.hall, state.centre);
    drawHall(state, lineName);
}

function know(user) {
    state.user = user;
    state.isClerk = rememberedRole() === "clerk";
    byId("take").hidden = !state.isClerk;
    byId("desk").classList.toggle("reading", !state.isClerk);
}

let isAsking = false;

/** Signs in again where the session ended; other refusals are said by whoever met them. */
async function refused(error) {
    if (error.status !== 401 || isAsking) return;
    isAsking = true;
    byId("desk").hidden = true;
    byId("sign-out").hidden = true;
    forgetUser();
    // What the one before looked up is not the next one's.
    ticket.clear();
    dossier.clear();
    tell(null);
    know(await signIn("signin.hint-guide"));
    byId("desk").hidden = false;
    byId("sign-out").hidden = false;
    isAsking = false;
    redraw();
}

async function firstEntry() {
    for (;;) {
        if (!state.user) know(await signIn("signin.hint-guide"));
        try {
            state.centre = await untilAnswered(() => get("/centre"));
            return;
        } catch {
            forgetUser();
            state.user = null;
        }
    }
}

function onKey(event) {
    if (byId("desk").hidden || event.ctrlKey || event.altKey || event.metaKey) return;
    const field = event.target.closest("input, select");
    if (event.key === "Escape") {
        if (panelOpen()) closePanel();
        else if (field) field.blur();
        return;
    }
    if (field) return;
    if (panelOpen() && /^[0-9]$/.test(event.key)) {
        byId("panel").querySelector(`[data-digit="${event.key}"]`)?.click();
    } else if (event.key === "/" && state.isClerk) {
        event.preventDefault();
        byId("search").focus();
    } else if (/^[0-9]$/.test(event.key)) {
        byId("wanted").value = "";
        byId("wanted").focus();
    } else if (/^[a-zA-Z]$/.test(event.key)) {
        byId("code").value = "";
        byId("code").focus();
    }
}

async function start() {
    await offerLanguages(byId("language"), redraw);
    const user = rememberedUser();
    if (user) know(user);
    await firstEntry();
    byId("sign-out").hidden = false;
    byId("sign-out").addEventListener("click", signOut);
    byId("desk").hidden = false;
    document.addEventListener("keydown", onKey);
    redraw();
    setInterval(() => {
        say(byId("clock"), clockTime());
        if (!document.hidden) drawHall(state, lineName);
    }, 1000);
    followHall({
        onHall: (hall) => {
            state.hall = hall;
            help.draw(hall, state.centre);
            drawHall(state, lineName);
            take.draw();
            ticket.refreshSoon();
        },
        onLink: linkBanner(byId("link"), (time) => t("page.link-lost", { time })),
        onRefused: refused,
    });
}

start().catch((error) => {
    if (error instanceof Problem) refused(error);
    else throw error;
});
