// The way in: a device's code for screens, name and password for people.
import { openSession, Problem, request, sentenceFor, speakAs } from "/assets/api.js";
import { h, isSimulated, meta } from "/assets/dom.js";
import { fillWords, t } from "/assets/words.js";

/** Refusals of people that say more than "not right". */
const telling = ["wrong-code", "code-not-set"];
/** The field that a refusal is about, where it is not the last. */
const blamed = { "wrong-code": "code" };

/**
 * A small form in the page's place; resolves with the values once `submit` did not refuse. `more`
 * may answer a refusal with further fields, which take the place of the first ones. Its words are
 * given by key, so that they follow a change of language.
 */
function ask({ title, explain, fields, more, button, hint, submit, refusal }) {
    return new Promise((resolve) => {
        const inputs = new Map();
        const sorry = h("p", { class: "refusal", role: "alert", hidden: true });
        const key = h("button", { class: "key primary", type: "submit", "data-text": button });
        const form = h("form", { class: "gate" },
            h("h1", { "data-text": title }),
            explain ? h("p", { "data-text": explain }) : null,
            sorry, key,
            hint ? h("p", { class: "quiet", "data-text": hint }) : null);
        const add = (added) => {
            const fresh = added.filter((field) => !inputs.has(field.name));
            if (fresh.length > 0) {
                for (const { name } of fields) {
                    inputs.get(name)?.parentElement.setAttribute("hidden", "");
                }
            }
            for (const field of fresh) {
                const input = h("input", { name: field.name, type: field.type,
                    autocomplete: field.autocomplete, required: true, spellcheck: "false",
                    autocapitalize: "none" });
                inputs.set(field.name, input);
                sorry.before(h("label", { class: "field" },
                    h("span", { "data-text": field.label }), input));
                if (field.note) sorry.before(h("p", { class: "quiet", "data-text": field.note }));
            }
            fillWords(form);
            if (fresh.length > 0) inputs.get(fresh[0].name).focus();
            return fresh.length > 0;
        };
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            key.disabled = true;
            try {
                const values = Object.fromEntries(
                    Array.from(inputs, ([name, input]) => [name, input.value.trim()]));
                await submit(values);
                form.remove();
                resolve(values);
            } catch (error) {
                sorry.hidden = add(more?.(error) ?? []);
                if (sorry.hidden) return;
                const refused = error instanceof Problem
                    && [400, 401, 403].includes(error.status) && !telling.includes(error.code);
                sorry.textContent = refused ? t(refusal) : sentenceFor(error);
                const last = Array.from(inputs.values()).at(-1);
                (inputs.get(blamed[error.code]) ?? last).select();
            } finally {
                key.disabled = false;
            }
        });
        document.querySelector("main").before(form);
        add(fields);
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
        submit: ({ device }) => openSession({ device }),
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

/** What a right password may still lack. */
const lacking = {
    "code-required": [
        { name: "code", type: "text", autocomplete: "one-time-code", label: "signin.code",
            note: "signin.code-explain" }],
    "new-password-required": [
        { name: "newPassword", type: "password", autocomplete: "new-password",
            label: "signin.new-password", note: "signin.new-password-explain" },
        { name: "again", type: "password", autocomplete: "new-password",
            label: "signin.new-password-again" }],
};

/** Signs a person in; answers the account's name. */
export async function signIn(hintKey) {
    let session = null;
    const { user } = await ask({
        title: "signin.title",
        fields: [
            { name: "user", type: "text", autocomplete: "username", label: "signin.user" },
            { name: "password", type: "password", autocomplete: "current-password",
                label: "signin.password" },
        ],
        more: (error) => lacking[error.code],
        button: "signin.submit",
        hint: isSimulated() ? hintKey : null,
        refusal: "signin.failed",
        submit: async ({ again, ...claim }) => {
            if (again !== claim.newPassword) throw new Problem(422, { code: "password-different" });
            session = await openSession(claim);
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

// Kiosks and displays, which nobody signs in at, load none of it.
if (document.getElementById("sign-out")) {
    import("/assets/account.js").then(({ offerAccount }) => offerAccount());
}
