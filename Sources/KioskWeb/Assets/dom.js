// Small helpers over the DOM; every text goes in as text, never as markup.

/** Makes an element: `h("p", {class: "quiet", onclick: f}, "text", child)`. */
export function h(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (value === undefined || value === null || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
}

const svgSpace = "http://www.w3.org/2000/svg";

/** Makes an SVG element. */
export function svg(tag, properties = {}, ...children) {
    const element = document.createElementNS(svgSpace, tag);
    for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
    element.append(...children);
    return element;
}

export const byId = (id) => document.getElementById(id);

/** Sets an element's text only when it differs, so that screen readers hear changes alone. */
export function say(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

/** Shows the one of `views` with that id and hides the others. */
export function showView(views, id) {
    for (const view of views) byId(view).hidden = view !== id;
}

/** The content of a `<meta name>`, empty when there is none. */
export function meta(name) {
    return document.querySelector(`meta[name="${name}"]`)?.content ?? "";
}

export const isSimulated = () => meta("motcua-simulated") === "yes";

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
