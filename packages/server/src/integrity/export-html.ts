import type { Json, JsonObject } from "@probity/contracts";
import { escape } from "../docs/index.ts";
import { sha256Hex } from "../sha256.ts";
import { exportLabels } from "./export-labels.ts";

/** For paper: on every page whose it is, how secret, a hash of the data and the page of how many. Nothing that has to load. */
const style = `@page{size:A4;margin:2.2cm 1.8cm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif}
@top-left{content:"个人信息　注意保密 · Personal data, confidential";font:9pt sans-serif}}
body{max-width:60rem;margin:2rem auto;padding:0 1rem;color:#000;background:#fff;font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.25rem .6rem .25rem 0;border-block-end:1px solid #999}
th{width:13rem;font-weight:600}td th{width:9rem}tr{break-inside:auto}table table tr{break-inside:avoid}hr{border:0;border-block-start:2px solid #999}
footer{margin-block-start:2rem;font:8pt monospace}@media print{body{max-width:none;margin:0;padding:0;font-size:10pt}}`;

/** The same to be printed, in both languages; everything in it is text, nothing is run. */
export const exportHtml = (id: string, person: string, data: JsonObject): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>本人信息 · What is kept: ${escape(person)}</title><style>${style}</style>
<h1>本人信息 · What is kept about ${escape(person)}</h1><p>编号 · number: ${escape(id)}</p>${objectHtml(data)}<footer>SHA-256 (JSON) ${sha256Hex(JSON.stringify(data))}</footer></html>`;

const objectHtml = (value: JsonObject): string =>
  `<table>${Object.entries(value)
    .map(([name, one]) => `<tr><th>${escape(exportLabels[name] ?? name)}</th><td>${valueHtml(one)}</td></tr>`)
    .join("")}</table>`;

function valueHtml(value: Json | undefined): string {
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map((one) => valueHtml(one)).join("<hr>");
  if (typeof value === "object" && value !== null) {
    // Neither a list nor null: an object of JSON.
    const { "zh-CN": chinese, en, ...rest } = value as JsonObject;
    return typeof chinese === "string" && typeof en === "string" && Object.keys(rest).length === 0
      ? `${escape(chinese)}<br>${escape(en)}`
      : objectHtml(value as JsonObject);
  }
  if (typeof value === "boolean") return value ? "是 · yes" : "否 · no";
  return value === null || value === undefined ? "–" : escape(String(value));
}
