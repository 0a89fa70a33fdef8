// The language a person chose on this browser, for pages that one person uses.
import { untilAnswered } from "/assets/api.js";
import { currentLanguage, t, useLanguage } from "/assets/words.js";

const choiceKey = "motcua-language";

/** Fetches the words, and makes `key` switch between the two languages; `redraw` runs after. */
export async function offerLanguages(key, redraw) {
    const label = () => {
        const other = currentLanguage() === "vi" ? "en" : "vi";
        key.textContent = t(`page.language.${other}`);
        key.lang = other;
    };
    await untilAnswered(() => useLanguage(localStorage.getItem(choiceKey) ?? "vi"));
    label();
    key.addEventListener("click", async () => {
        const other = currentLanguage() === "vi" ? "en" : "vi";
        await useLanguage(other);
        localStorage.setItem(choiceKey, other);
        label();
        redraw?.();
    });
}
