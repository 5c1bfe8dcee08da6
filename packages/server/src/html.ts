/** Markup that is safe to send: made by {@link html} alone. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template. Text is escaped; `undefined` and `false` are left out. */
export type Part = Html | string | number | false | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Template tag that escapes every value, in text and in quoted attributes. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0] ?? "";
  for (const [index, part] of parts.entries()) markup += render(part) + (strings[index + 1] ?? "");
  return new Html(markup);
}

function render(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (part === undefined || part === false) return "";
  if (typeof part === "object") return part.map(render).join("");
  return String(part).replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** Marks that turn the order in which letters are shown: what is decided about must read as it was written. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside, with its line breaks, set apart so that its own writing direction turns nothing around it. */
export function foreign(text: string): Html {
  const lines = text.replaceAll(turning, "").split(/\r?\n/);
  return html`<bdi>${lines.map((line, index) => (index === 0 ? line : html`<br />${line}`))}</bdi>`;
}
