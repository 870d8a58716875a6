// Elements from data. Every string becomes a text node: what came off the wire is never parsed.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with properties (class, data-*, aria-*, on*) and children: nodes, strings, or null for none. */
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** The same for SVG. */
export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// Control and format characters (bidirectional overrides among them) would change how their surroundings read.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const SHOWN = 300;

/** A name from the wire as it is shown: invisible characters as escapes. */
export function printable(text) {
  return text.replace(INVISIBLE, (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}`);
}

/** A name from the wire, in its own direction, cut by the layout; its start is the tooltip. */
export function name(text, properties = {}) {
  const shown = text === '' ? 'no name' : printable(text);
  const title = shown.length > SHOWN ? `${shown.slice(0, SHOWN)} …` : shown;
  return h('bdi', { class: text === '' ? 'name none' : 'name', title, ...properties }, shown);
}

/** Replaces an element's children only if they would say something else. */
export function replaceIfChanged(element, signature, children) {
  if (element.dataset.signature === signature) return;
  element.dataset.signature = signature;
  element.replaceChildren(...children());
}
