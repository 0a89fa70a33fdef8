// Which procedures a few typed words mean: accents optional, "d" finds "đ", a code finds itself.
const resultsShown = 5;

/** Lower case without tone and vowel marks. */
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replaceAll("đ", "d");

/** The first few procedures (`{code, name}`) that hold every word of `text`; none for no words. */
export function matching(procedures, text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    return procedures.filter(({ code, name }) => {
        const whole = `${code} ${plain(name)}`;
        return words.every((word) => whole.includes(word));
    }).slice(0, resultsShown);
}
