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

/**
 * Text from outside: set apart from what is around it, so that marks of writing direction in it cannot turn the page's own
 * words, with its line breaks.
 */
export function foreign(text: string): Html {
  const lines = text.split(/\r?\n/);
  return html`<bdi>${lines.map((line, index) => (index === 0 ? line : html`<br />${line}`))}</bdi>`;
}
