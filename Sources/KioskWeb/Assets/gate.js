// The way in: a device's code for screens, name and password for people.
import { openSession, Problem, request, sentenceFor, speakAs } from "/assets/api.js";
import { h, isSimulated, meta } from "/assets/dom.js";
import { fillWords, t } from "/assets/words.js";

/**
 * A small form in the page's place; resolves once `submit` did not refuse. Its words are given by
 * key, so that they follow a change of language.
 */
function ask({ title, explain, fields, button, hint, submit, refusal }) {
    return new Promise((resolve) => {
        const inputs = fields.map((field) =>
            h("input", { name: field.name, type: field.type, autocomplete: field.autocomplete,
                required: true, spellcheck: "false", autocapitalize: "none" }));
        const sorry = h("p", { class: "refusal", role: "alert", hidden: true });
        const key = h("button", { class: "key primary", type: "submit", "data-text": button });
        const form = h("form", { class: "gate" },
            h("h1", { "data-text": title }),
            explain ? h("p", { "data-text": explain }) : null,
            ...fields.map((field, index) => h("label", { class: "field" },
                h("span", { "data-text": field.label }), inputs[index])),
            sorry, key,
            hint ? h("p", { class: "quiet", "data-text": hint }) : null);
        fillWords(form);
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            key.disabled = true;
            try {
                const values = inputs.map((input) => input.value.trim());
                await submit(...values);
                form.remove();
                resolve(values);
            } catch (error) {
                const refused = error instanceof Problem && [400, 401, 403].includes(error.status);
                sorry.textContent = refused ? t(refusal) : sentenceFor(error);
                sorry.hidden = false;
                inputs.at(-1).select();
            } finally {
                key.disabled = false;
            }
        });
        document.querySelector("main").before(form);
        inputs[0].focus();
    });
}

/** Gives a kiosk or a display its session: the code the page was served with, or one typed in. */
export async function openDeviceSession() {
    const served = meta("motcua-device");
    if (served) {
        speakAs(served);
        try {
            await openSession({ device: served });
            return;
        } catch (error) {
            if (!(error instanceof Problem) || error.status >= 500) return;
        }
    }
    document.body.classList.add("gated");
    await ask({
        title: "signin.device-title",
        explain: "signin.device-explain",
        fields: [{ name: "device", type: "password", autocomplete: "off",
            label: "signin.device-code" }],
        button: "signin.device-submit",
        refusal: "signin.device-failed",
        submit: (device) => openSession({ device }),
    });
    document.body.classList.remove("gated");
}

// A page's own sign-in, so that a tab that goes from the desk to the log asks who is there.
const tokenKey = `motcua-token ${location.pathname}`;
const userKey = `motcua-user ${location.pathname}`;

const roleKey = `motcua-role ${location.pathname}`;

/** What the account on this tab is: `clerk`, `manager` or `admin`. */
export const rememberedRole = () => sessionStorage.getItem(roleKey);

/** The account that signed in on this tab, if any; its token speaks from now on. */
export function rememberedUser() {
    const token = sessionStorage.getItem(tokenKey);
    if (token) speakAs(token);
    return token ? sessionStorage.getItem(userKey) : null;
}

export function forgetUser() {
    sessionStorage.removeItem(tokenKey);
    sessionStorage.removeItem(userKey);
    sessionStorage.removeItem(roleKey);
    speakAs(null);
}

/** Signs a person in; answers the account's name. */
export async function signIn(hintKey) {
    let session = null;
    const [user] = await ask({
        title: "signin.title",
        fields: [
            { name: "user", type: "text", autocomplete: "username", label: "signin.user" },
            { name: "password", type: "password", autocomplete: "current-password",
                label: "signin.password" },
        ],
        button: "signin.submit",
        hint: isSimulated() ? hintKey : null,
        refusal: "signin.failed",
        submit: async (name, password) => {
            session = await openSession({ user: name, password });
        },
    });
    if (session?.token) sessionStorage.setItem(tokenKey, session.token);
    sessionStorage.setItem(roleKey, session?.role ?? "");
    sessionStorage.setItem(userKey, user);
    return user;
}

/** Ends the session here and, where it can be reached, at the controller; the page begins anew. */
export async function signOut() {
    // The session ends on this browser in any case.
    await request("DELETE", "/session").catch(() => null);
    forgetUser();
    location.reload();
}
