import type { Json, JsonObject } from "@probity/contracts";
import { escape, htmlPage } from "../docs/index.ts";

/** The same to be printed; everything in it is text, nothing is run. */
export const exportHtml = (person: string, data: JsonObject): string =>
  htmlPage(`${person}: what is kept · 本人信息`, objectHtml(data));

const objectHtml = (value: JsonObject): string =>
  `<table>${Object.entries(value)
    .map(([name, one]) => `<tr><th>${escape(name)}</th><td>${valueHtml(one)}</td></tr>`)
    .join("")}</table>`;

function valueHtml(value: Json | undefined): string {
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map((one) => valueHtml(one)).join("<hr>");
  // Neither a list nor null: an object of JSON.
  if (typeof value === "object" && value !== null) return objectHtml(value as JsonObject);
  return value === null || value === undefined ? "–" : escape(String(value));
}
