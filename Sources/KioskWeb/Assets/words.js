// Words that people read: fetched once a language, kept for the page's life.
const fetched = new Map();
let words = {};
let language = "vi";

/** The language shown now: `vi` or `en`. */
export const currentLanguage = () => language;

/** The words for `key`, each `{name}` replaced; the key itself shows a gap. */
export function t(key, values = {}) {
    const found = words[key] ?? key;
    return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const hasWords = (key) => key in words;

/** A name given in each language, or plain text. */
export function named(name) {
    if (name === null || name === undefined) return "";
    return typeof name === "string" ? name : (name[language] ?? name.vi);
}

/** Writes words into every element below `root` that names its key. */
export function fillWords(root = document) {
    for (const element of root.querySelectorAll("[data-text]")) {
        element.textContent = t(element.dataset.text);
    }
    for (const element of root.querySelectorAll("[data-label]")) {
        element.setAttribute("aria-label", t(element.dataset.label));
    }
    for (const element of root.querySelectorAll("[data-hint]")) {
        element.setAttribute("placeholder", t(element.dataset.hint));
    }
}

/**
 * Switches the page to a language; a page that must be light names the groups of words it has, in its
 * `motcua-words`. Throws when they cannot be fetched.
 */
export async function useLanguage(code) {
    if (!fetched.has(code)) {
        const groups = document.querySelector("meta[name=motcua-words]")?.content;
        const query = groups ? `?of=${groups}` : "";
        const answer = await fetch(`/texts/${code}.json${query}`,
            { signal: AbortSignal.timeout(8000) });
        if (!answer.ok) throw new Error(`texts ${code}: ${answer.status}`);
        fetched.set(code, await answer.json());
    }
    words = fetched.get(code);
    language = code;
    document.documentElement.lang = code;
    fillWords();
    const title = document.querySelector("title[data-text]");
    if (title) document.title = t(title.dataset.text);
}

/** Whole minutes that have passed, as the controller counts them in its reasons. */
export const minutesPassed = (seconds) => Math.max(0, Math.floor(seconds / 60));

/** "10–20 phút", rounded outwards as on the slip: never narrower than what was foreseen. */
export function range(estimate) {
    const low = Math.floor(estimate.lowSeconds / 60);
    const high = Math.max(1, Math.ceil(estimate.highSeconds / 60));
    if (low === 0) return t("page.minutes-under", { minutes: high });
    if (low >= high) return t("page.minutes", { minutes: high });
    return t("page.minute-range", { low, high });
}
