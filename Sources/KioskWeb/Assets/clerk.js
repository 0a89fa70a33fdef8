// The clerk's page: sign in, sit down at a counter, then Space, Space, a digit, Space.
import { get, press, Problem, sentenceFor, untilAnswered } from "/assets/api.js";
import { closePanel, panelOpen } from "/assets/desk-panels.js";
import { Desk } from "/assets/clerk-actions.js";
import { drawDesk, drawTime } from "/assets/clerk-desk.js";
import { Prefill } from "/assets/clerk-prefill.js";
import { byId, h, say } from "/assets/dom.js";
import { forgetUser, rememberedUser, signIn, signOut } from "/assets/gate.js";
import { offerLanguages } from "/assets/language.js";
import { HelpStrip } from "/assets/help-strip.js";
import { followHall, linkBanner } from "/assets/live.js";
import { named, t } from "/assets/words.js";

const devicesEveryMs = 15_000;
const cardEveryMs = 2_000;

const state = {
    user: null, centre: null, number: null, counter: null, next: [], hall: null, devices: [],
    outcome: null, outcomeChosen: false, paper: undefined,
    why: null, message: null, busy: false, idleSince: null, held: [],
};

const desk = new Desk(state, { redraw, refused });
const prefill = new Prefill(state);
const help = new HelpStrip((words) => {
    state.message = { words, problem: true };
    redraw();
});

function redraw() {
    if (!state.centre) return;
    say(byId("centre"), named(state.centre.name));
    say(byId("user"), state.user ?? "");
    prefill.draw();
    help.draw(state.hall, state.centre);
    if (state.counter) {
        desk.drawOutcomes();
        drawDesk(state);
    } else if (!byId("counters").hidden) {
        chooseCounter();
    }
    drawTime(state);
}

async function refused(error) {
    if (error.status !== 401 || byId("sign-out").hidden) return;
    byId("desk").hidden = true;
    byId("counters").hidden = true;
    byId("sign-out").hidden = true;
    forgetUser();
    state.user = await signIn("signin.hint-clerk");
    byId("sign-out").hidden = false;
    await enter();
}

async function chooseCounter(message = null) {
    state.counter = null;
    for (const id of ["desk", "leave", "paper"]) byId(id).hidden = true;
    const { counters } = await get("/counters");
    byId("counters-message").hidden = message === null;
    say(byId("counters-message"), message ?? "");
    byId("counter-list").replaceChildren(...counters.map((counter) => {
        const taken = counter.clerk && counter.state !== "closed" && counter.clerk !== state.user;
        const lines = counter.lines.map((id) =>
            named(state.centre.lines.find((line) => line.id === id)?.name)).join(", ");
        return h("li", {}, h("button", {
            class: "key", type: "button", "data-counter": counter.number, disabled: Boolean(taken),
            onclick: () => sitDown(counter),
        }, h("b", {}, t("page.counter", { counter: counter.number })), h("span", {}, lines),
        h("span", { class: "quiet" }, taken
            ? t("clerk.counter-taken", { clerk: counter.clerk }) : t("clerk.counter-free"))));
    }));
    byId("counters").hidden = false;
}

async function sitDown(counter) {
    try {
        const isOwn = counter.clerk === state.user && counter.state !== "closed";
        await work(isOwn ? counter : await press(`/counters/${counter.number}/open`));
    } catch (error) {
        await chooseCounter(sentenceFor(error));
    }
}

async function work(counter) {
    state.number = counter.number;
    state.message = null;
    byId("counters").hidden = true;
    byId("desk").hidden = false;
    byId("leave").hidden = false;
    desk.take(counter);
    document.activeElement?.blur();
    await Promise.all([desk.refresh(), askDevices()]);
}

/** After signing in: back to the counter this clerk still holds, else choose one. */
async function enter() {
    state.centre = await untilAnswered(() => get("/centre"));
    const { counters } = await get("/counters");
    const own = counters.find((counter) =>
        counter.clerk === state.user && counter.state !== "closed");
    if (own) await work(own);
    else await chooseCounter();
    redraw();
}

async function askDevices() {
    try {
        state.devices = (await get("/devices")).devices;
        if (state.counter) drawDesk(state);
    } catch (error) {
        if (error instanceof Problem) refused(error);
    }
}

async function start() {
    await offerLanguages(byId("language"), redraw);
    state.user = rememberedUser();
    byId("leave").addEventListener("click", () => chooseCounter());
    byId("sign-out").addEventListener("click", signOut);
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && panelOpen()) closePanel();
    });
    if (!state.user) state.user = await signIn("signin.hint-clerk");
    byId("sign-out").hidden = false;
    try {
        await enter();
    } catch (error) {
        if (error instanceof Problem) await refused({ status: 401 });
        else location.reload();
    }
    setInterval(() => drawTime(state), 1000);
    setInterval(() => !document.hidden && state.counter && askDevices(), devicesEveryMs);
    setInterval(() => prefill.ask(), cardEveryMs);
    followHall({
        onHall: (hall) => {
            const paper = JSON.stringify(hall.kiosks);
            const isNews = state.paper !== undefined && state.paper !== paper;
            state.paper = paper;
            state.hall = hall;
            if (state.centre) help.draw(hall, state.centre);
            if (state.counter) desk.refreshSoon();
            if (state.counter && isNews) askDevices();
        },
        onLink: linkBanner(byId("link"), (time) => t("page.link-lost", { time })),
        onRefused: refused,
    });
}

start();
