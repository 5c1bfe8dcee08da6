type Child = Node | string | false | undefined;

/** Attributes; `false` and `undefined` leave one out. Never a handler, never markup. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes and children; text becomes text. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  for (const child of children) if (child !== false && child !== undefined) element.append(child);
  return element;
}

/** A button that does that. */
export function button(
  id: string,
  label: string,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const element = h("button", { id, type: "button", ...attributes }, label);
  element.addEventListener("click", onClick);
  return element;
}

const svgNamespace = "http://www.w3.org/2000/svg";

/** A drawing of 24 by 24 from the data of one path; hidden from assistive technology, as a word stands beside it. */
export function drawing(path: string): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, "svg");
  setAttributes(svg, { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" });
  const line = document.createElementNS(svgNamespace, "path");
  setAttributes(line, { d: path });
  svg.append(line);
  return svg;
}

/** Sets attributes, and removes those that are left out. One that stands there already is not touched. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== `${value}`) element.setAttribute(name, `${value}`);
  }
}
