// One's own account: another password, and the end of every other sign-in.
import { Problem, request, sentenceFor } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { fillWords, hasWords, t } from "/assets/words.js";

const field = (name, label, autocomplete) => h("label", { class: "field" },
    h("span", { "data-text": label }),
    h("input", { name, type: "password", autocomplete, required: true }));

/** The panel; nothing typed into it acts at the desk behind. */
function makePanel() {
    const said = h("p", { role: "status" });
    const form = h("form", {},
        field("password", "account.password", "current-password"),
        field("newPassword", "signin.new-password", "new-password"),
        field("again", "signin.new-password-again", "new-password"),
        h("button", { class: "key primary", type: "submit", "data-text": "account.change" }));
    const others = h("button", { class: "key", type: "button", "data-text": "account.revoke" });
    const panel = h("dialog", { id: "account-panel", "aria-labelledby": "account-title" },
        h("h2", { id: "account-title", "data-text": "account.title" }), form,
        h("p", { class: "quiet", "data-text": "account.revoke-explain" }), others, said,
        h("button", { class: "key plain", type: "button", "data-text": "account.close",
            onclick: () => panel.close() }));
    /** Does it and says what came of it; answers whether it was done. */
    async function act(key, done, deed) {
        key.disabled = true;
        try {
            await deed();
            say(said, t(done));
            said.className = "";
            return true;
        } catch (error) {
            say(said, sentenceFor(error));
            said.className = "refusal";
            return false;
        } finally {
            key.disabled = false;
        }
    }
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const { password, newPassword, again } = Object.fromEntries(
            Array.from(new FormData(form), ([name, value]) => [name, value.trim()]));
        const isDone = await act(form.querySelector("[type=submit]"), "account.changed",
            async () => {
                if (again !== newPassword) throw new Problem(422, { code: "password-different" });
                await request("PUT", "/session/password", { body: { password, newPassword } });
            });
        if (isDone) form.reset();
    });
    others.addEventListener("click", () =>
        act(others, "account.revoked", () => request("DELETE", "/sessions")));
    panel.addEventListener("close", () => {
        form.reset();
        say(said, "");
    });
    for (const kind of ["keydown", "keyup"]) {
        panel.addEventListener(kind, (event) => event.stopPropagation());
    }
    return panel;
}

/** Puts the account's key beside that for signing out, on a page that has one. */
export function offerAccount() {
    const out = byId("sign-out");
    const panel = makePanel();
    document.head.append(h("link", { rel: "stylesheet", href: "/assets/account.css" }));
    const key = h("button", { id: "account", class: "key plain", type: "button",
        "data-text": "account.title", onclick: () => panel.showModal() });
    out.before(key);
    document.body.append(panel);
    // The page's words may have come before this did; else they fill it too.
    if (!hasWords("account.title")) return;
    say(key, t("account.title"));
    fillWords(panel);
}
