// The bench's scanners: receipts of the day, citizens' cards and nonsense, held before each.
import { get, press, sentenceFor } from "/assets/api.js";
import { faultBar } from "/assets/bench-faults.js";
import { byId, h, say } from "/assets/dom.js";
import { fillWords, hasWords, t } from "/assets/words.js";

const pollMs = 2000;
const base = "/bench";
/** Nobody's: the person is invented. */
const samples = {
    card: "072188000017|012345678|Trần Thị Minh Ánh|29021988|Nữ|Khu phố 3, Phường Kiến Tường|01072024",
    "card-slashes": "072090000025||Lê Văn Bình|02/09/1990|Nam|Ấp 2, Xã Bình Hiệp|15/08/2023",
    unknown: "H53.12.3-010101-9999",
    garbage: "00020101021138570010A000000727",
};

let shown = "";

async function send(path, body, words) {
    try {
        await press(path, body, { base });
        say(byId("said"), words);
    } catch (error) {
        say(byId("said"), sentenceFor(error));
    }
}

const scan = (id, text) => send(`/scanners/${encodeURIComponent(id)}/scan`, { text },
    t("bench.scan.scanned", { id }));

function place(scanner) {
    return scanner.kiosk === undefined
        ? t("bench.scanner.counter", scanner) : t("bench.scanner.kiosk", scanner);
}

function drawScanner(scanner, receipts) {
    const other = h("input", { type: "text", maxlength: "900", autocomplete: "off",
        "aria-label": t("bench.scan.text"), placeholder: t("bench.scan.text") });
    const form = h("form", { class: "scan-text" }, other,
        h("button", { class: "key", type: "submit" }, t("bench.scan")));
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (other.value) scan(scanner.id, other.value);
    });
    return h("li", { class: "scanner", "data-scanner": scanner.id }, h("h3", {}, place(scanner)),
        h("div", { class: "choices" },
            ...receipts.map(({ code }) => h("button", { class: "key", type: "button",
                "data-receipt": code, onclick: () => scan(scanner.id, code) },
            t("bench.scan.receipt", { code }))),
            ...Object.entries(samples).map(([name, text]) => h("button", { class: "key",
                type: "button", "data-sample": name, onclick: () => scan(scanner.id, text) },
            t(`bench.scan.${name}`)))), form, faultBar(scanner.id));
}

function drawReceipt({ code, ready }) {
    return h("li", {}, h("code", {}, code), h("button", { class: "key", type: "button",
        "data-result": code, onclick: () => send(`/dossiers/${encodeURIComponent(code)}/result`,
            { ready: !ready }, code) },
    t(ready ? "bench.scan.not-ready" : "bench.scan.ready")));
}

async function poll() {
    try {
        const { scanners, receipts } = await get("/scanners", { base });
        const now = JSON.stringify([scanners, receipts, document.documentElement.lang]);
        if (now !== shown && hasWords("bench.scan")
            && !byId("scanners").contains(document.activeElement?.closest("input"))) {
            shown = now;
            byId("scanners").hidden = scanners.length === 0;
            fillWords(byId("scanners"));
            byId("scanner-list").replaceChildren(
                ...scanners.map((one) => drawScanner(one, receipts)));
            byId("receipt-list").replaceChildren(...receipts.map(drawReceipt));
            byId("receipts-none").hidden = receipts.length > 0;
        }
    } catch {
        // The bench says itself that it lost the controller.
    }
    setTimeout(poll, pollMs);
}

poll();
