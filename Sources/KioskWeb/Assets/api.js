// Talks with the controller as its HTTP contract says.
import { currentLanguage, hasWords, t } from "/assets/words.js";
import { pause } from "/assets/dom.js";

const contractBase = "/api/v1";
const patienceMs = 8000;
/** Waits between attempts of one press; the last failure is told to the person. */
const retryAfterMs = [300, 700, 1500, 3000, 5000];
/** How long a press that never got its answer keeps its key. */
const keyLifeMs = 60_000;

let token = null;
const unanswered = new Map();

/** An answer other than success, with the contract's stable code. */
export class Problem extends Error {
    constructor(status, body) {
        super(body?.detail ?? `HTTP ${status}`);
        this.status = status;
        this.code = body?.code ?? "internal";
        this.detail = body?.detail ?? null;
        /** Why the controller is not ready: a code each, and English for operators. */
        this.reasons = body?.reasons ?? [];
    }

    /** What a person reads: sorry, the reason, what to do. */
    get sentence() {
        const key = `problem.${this.code}`;
        if (hasWords(key)) return t(key);
        return this.detail ?? t("problem.internal");
    }
}

/** The sentence for whatever went wrong. */
export const sentenceFor = (error) =>
    error instanceof Problem ? error.sentence : t("page.network");

/**
 * Every later request speaks as this token's owner. Kept by the page and not left to the cookie
 * alone, so that a kiosk and a clerk's page in one browser do not sign each other out.
 */
export function speakAs(newToken) {
    token = newToken;
}

/**
 * One request, under the contract's address unless `base` names another; throws `Problem` for an
 * answer that says no, `TypeError` or `DOMException` for none.
 */
export async function request(method, path, options = {}) {
    const { body, key, accept, signal, stream, base = contractBase } = options;
    const headers = {
        Accept: accept ?? "application/json", "Accept-Language": currentLanguage(),
    };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (key) headers["Idempotency-Key"] = key;
    if (token) headers.Authorization = `Bearer ${token}`;
    const answer = await fetch(base + path, {
        method,
        headers,
        cache: "no-store",
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: signal ?? AbortSignal.timeout(patienceMs),
    });
    if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => null));
    if (stream) return answer;
    if (answer.status === 204) return null;
    const kind = answer.headers.get("Content-Type") ?? "";
    return kind.includes("json") ? answer.json() : answer.blob();
}

export const get = (path, options) => request("GET", path, options);

/** True when the press may have reached the controller although no answer came back. */
const answerLost = (error) => !(error instanceof Problem) || [502, 504].includes(error.status);

// crypto.randomUUID exists on secure origins only; a hall's network may be plain HTTP.
function freshKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * One press of a key: sent again under the same idempotency key until it is answered or patience
 * ends. The same press made again within a minute keeps the key too, so that a number given to
 * somebody who never saw it is shown, not lost.
 */
export async function press(path, body = {}, { onRetry, base } = {}) {
    const same = `${path} ${JSON.stringify(body)}`;
    const earlier = unanswered.get(same);
    const key = earlier && Date.now() - earlier.at < keyLifeMs ? earlier.key : freshKey();
    unanswered.delete(same);
    for (let attempt = 0; ; attempt += 1) {
        try {
            return await request("POST", path, { body, key, base });
        } catch (error) {
            if (!answerLost(error)) throw error;
            if (attempt >= retryAfterMs.length) {
                unanswered.set(same, { key, at: Date.now() });
                throw error;
            }
            onRetry?.(attempt + 1);
            await pause(retryAfterMs[attempt]);
        }
    }
}

/** Asks until an answer comes; `onWait` is told of each try without one. */
export async function untilAnswered(ask, onWait) {
    for (;;) {
        try {
            return await ask();
        } catch (error) {
            if (error instanceof Problem && error.status < 500) throw error;
            onWait?.(error);
            await pause(2000);
        }
    }
}

/** Signs in; the answer's token speaks for the page from now on. Answers `{token, role}`. */
export async function openSession(credentials) {
    const answer = await request("POST", "/session", { body: credentials });
    if (answer?.token) speakAs(answer.token);
    return answer;
}
