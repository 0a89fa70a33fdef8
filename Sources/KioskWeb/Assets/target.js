// The waiting target of the one-stop rules: 15 minutes, and 30 at the outside.
export const goodSeconds = 15 * 60;
export const lateSeconds = 30 * 60;

/** `none`, `good`, `warn` or `late`: a shape and a colour each. */
export function level(waiting, longestSeconds) {
    if (!waiting) return "none";
    if (longestSeconds > lateSeconds) return "late";
    return longestSeconds > goodSeconds ? "warn" : "good";
}

/** Trouble with a device: `good`, `warn` or `late` by what still works. */
export function deviceLevel(condition) {
    if (condition === "ready") return "good";
    return ["paper-low", "silent", "stuck", "unknown"].includes(condition) ? "warn" : "late";
}
