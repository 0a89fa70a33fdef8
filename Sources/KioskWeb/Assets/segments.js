// Seven-segment digits as the simulated boards light them.
import { svg } from "/assets/dom.js";

/** Outlines of segments a … g in a cell of 60 × 100; bit 0 of a digit's byte is a. */
const outlines = [
    "12,4 48,4 53,9 48,14 12,14 7,9",
    "54,10 59,15 59,43 54,48 49,43 49,15",
    "54,52 59,57 59,85 54,90 49,85 49,57",
    "12,86 48,86 53,91 48,96 12,96 7,91",
    "6,52 11,57 11,85 6,90 1,85 1,57",
    "6,10 11,15 11,43 6,48 1,43 1,15",
    "12,45 48,45 53,50 48,55 12,55 7,50",
];
const pitch = 72;

/** Draws the digits; each byte of `digits` lights its bits. */
export function segmentDigits(digits) {
    const cells = digits.map((bits, place) => svg("g",
        { transform: `translate(${place * pitch + 6} 0) skewX(-4)` },
        ...outlines.map((points, bit) => svg("polygon",
            { points, class: (bits >> bit) & 1 ? "segment lit" : "segment" }))));
    return svg("svg", { viewBox: `-6 0 ${digits.length * pitch + 6} 100`, "aria-hidden": "true" },
        ...cells);
}

const figures = { 0x3f: "0", 0x06: "1", 0x5b: "2", 0x4f: "3", 0x66: "4", 0x6d: "5", 0x7d: "6",
    0x07: "7", 0x7f: "8", 0x6f: "9", 0x00: " ", 0x40: "-" };

/** What the lit digits read as, "?" for a pattern that is no figure. */
export const readDigits = (digits) => digits.map((bits) => figures[bits & 0x7f] ?? "?").join("");
