// Line drawings beside the names of lines, for those who read slowly. 24 × 24, strokes only.
import { svg } from "/assets/dom.js";

const drawings = {
    "ho-tich": [
        "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z", "M3.5 19.5c0-3.2 2.5-5.5 5.5-5.5s5.5 2.3 5.5 5.5",
        "M16 11.2a2.6 2.6 0 1 0-.6-5.1", "M16.8 14c2.2.5 3.7 2.4 3.7 5",
    ],
    "chung-thuc": [
        "M9.5 12.5c0-2-1.5-3-1.5-5a4 4 0 0 1 8 0c0 2-1.5 3-1.5 5",
        "M5 17v-2.5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2V17Z",
        "M5 20.5h14",
    ],
    "dat-dai": ["M3 6.5 9 4l6 2.5L21 4v13.5L15 20l-6-2.5L3 20Z", "M9 4v13.5", "M15 6.5V20"],
    "xay-dung": [
        "M4 20.5V9l6-4.5V20.5", "M10 9.5h10v11", "M2.5 20.5h19", "M13.5 13h3", "M13.5 16.5h3",
        "M7 11.5v.01", "M7 15.5v.01",
    ],
    "cu-tru": ["M3 11.5 12 4l9 7.5", "M5.5 9.5v11h13v-11", "M10 20.5v-6h4v6"],
    "bao-tro-xa-hoi": [
        "M12 20.5S4 15.8 4 10.2A4.2 4.2 0 0 1 12 8a4.2 4.2 0 0 1 8 2.2c0 5.6-8 10.3-8 10.3Z",
    ],
    "kinh-doanh": [
        "M4 9.5 5.5 4h13L20 9.5",
        "M4 9.5a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0 2.7 2.7 0 0 0 5.3 0",
        "M5.5 12.5v8h13v-8", "M10 20.5v-4.5h4v4.5",
    ],
    "tra-ket-qua": ["M6 3h8l4 4v14H6Z", "M14 3v4h4", "M9 14.2l2.2 2.2 4-4.4"],
};

const other = ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z", "M8 12v.01", "M12 12v.01", "M16 12v.01"];

/** The drawing of a line; a neutral one for lines nobody drew. */
export function lineIcon(line) {
    const paths = (drawings[line] ?? other).map((d) => svg("path", { d }));
    return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, ...paths);
}
