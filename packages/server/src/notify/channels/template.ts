import { ProbityError } from "@probity/contracts";

/** What a template may name. */
export const templateNames = ["to", "text", "title", "link", "id", "secret"] as const;

/** Values by name. */
export type TemplateValues = Readonly<Record<(typeof templateNames)[number], string>>;

/** How a value becomes part of the whole. */
export type Escape = (value: string) => string;

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/** A value inside a JSON string. */
export const inJson: Escape = (value) => JSON.stringify(value).slice(1, -1);

/** A value of a form. */
export const inForm: Escape = (value) => encodeURIComponent(value);

/** A value of a header: no line of its own, and only characters that a header has. */
export const inHeader: Escape = (value) => value.replaceAll(/[^\u0020-\u007e]/g, "");

/** Fills the placeholders of a template, each value escaped for where it stands. Nothing in it is executed. */
export const fillTemplate = (template: string, values: TemplateValues, escape: Escape): string =>
  template.replaceAll(placeholder, (whole, name: string) => {
    const known = templateNames.find((one) => one === name);
    return known === undefined ? whole : escape(values[known]);
  });

/** Throws `PROBITY_E_CHANNEL` for a placeholder that nothing fills. */
export function checkTemplate(template: string): void {
  for (const [, name = ""] of template.matchAll(placeholder))
    if (!templateNames.some((one) => one === name))
      throw new ProbityError("PROBITY_E_CHANNEL", `{{${name}}} is none of ${templateNames.join(", ")}`);
}
