// Saves reports as files: says how far it is, and stops when told to.
import { get } from "/assets/api.js";
import { byId, h, say } from "/assets/dom.js";
import { t } from "/assets/words.js";

const sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** What a file is asked for as, by its ending. */
export const fileTypes = { csv: "text/csv", xlsx: sheet, pdf: "application/pdf" };
const tellEveryMs = 300;

let running = null;

const size = (bytes) => (bytes / 1_000_000).toLocaleString(document.documentElement.lang,
    { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Reads an answer to its end and tells how much has come. */
async function read(answer) {
    const reader = answer.body.getReader();
    const parts = [];
    let [bytes, told] = [0, 0];
    for (;;) {
        const { done, value } = await reader.read();
        if (done) return new Blob(parts, { type: answer.headers.get("Content-Type") });
        parts.push(value);
        bytes += value.length;
        if (performance.now() - told > tellEveryMs) {
            told = performance.now();
            say(byId("download-words"), t("manager.download.progress", { size: size(bytes) }));
        }
    }
}

/** Asks for a file and saves it as `name`; another one that is on its way is given up. */
export async function save(path, ending, name) {
    running?.abort();
    const abort = new AbortController();
    running = abort;
    byId("download").hidden = false;
    byId("download-cancel").hidden = false;
    say(byId("download-words"), t("manager.download.preparing"));
    try {
        const answer = await get(path,
            { accept: fileTypes[ending], signal: abort.signal, stream: true });
        const address = URL.createObjectURL(await read(answer));
        h("a", { href: address, download: `${name}.${ending}` }).click();
        setTimeout(() => URL.revokeObjectURL(address), 10_000);
        say(byId("download-words"), t("manager.download.done", { name: `${name}.${ending}` }));
    } catch (error) {
        if (!abort.signal.aborted) {
            byId("download").hidden = true;
            throw error;
        }
        say(byId("download-words"), t("manager.download.cancelled"));
    } finally {
        if (running === abort) {
            running = null;
            byId("download-cancel").hidden = true;
        }
    }
}

/** Forgets what was said of the last file, as in another language. */
export function forgetLast() {
    if (!running) byId("download").hidden = true;
}

/** Lets the key beside the words stop what is being fetched. */
export function setUpDownload() {
    byId("download-cancel").addEventListener("click", () => running?.abort());
}
