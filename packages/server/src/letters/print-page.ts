import { foreign, html } from "../html.ts";
import { sha256 } from "../sha256.ts";
import type { ComposedLetter } from "./compose.ts";

/** For paper first. Nothing that has to load. */
const style = `
@page{size:A4;margin:3.7cm 2.6cm 3.5cm 2.8cm}
body{max-width:40rem;margin:2rem auto;padding:0 1rem;color:#000;background:#fff;font:1.05rem/1.75 "FangSong","STFangsong","Noto Serif CJK SC","Noto Serif SC","Times New Roman",serif;overflow-wrap:break-word}
h1{margin:0 0 .3rem;text-align:center;font-size:1.7rem}
.number{margin:0 0 1.5rem;text-align:center}
h2{margin:1.2rem 0 .2rem;font-size:1.05rem}
p{margin:.2rem 0}
.signature{margin-top:2.5rem;text-align:right}
.counter{margin-top:2rem}
@media print{body{max-width:none;margin:0;padding:0}h2{page-break-after:avoid}}
`;

/** What the page may do: show its style, and nothing else. */
export const printHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": `default-src 'none'; style-src 'sha256-${sha256(style).toString("base64")}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow",
};

/** A letter as a page to be printed. The same letter gives the same bytes. */
export function printPage(letter: ComposedLetter): string {
  const { language, title, number, to, intro, sections, closing, signature, countersignature } = letter;
  const page = html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title} ${number}</title>
      <style>
        STYLE
      </style>
    </head>
    <body>
      <h1>${title}</h1>
      <p class="number">${number}</p>
      <p>${foreign(to)}</p>
      <p>${foreign(intro)}</p>
      ${sections.map(
        ({ heading, text }) =>
          html`<h2>${heading}</h2>
            <p>${foreign(text)}</p>`,
      )}
      ${closing !== undefined && html`<p class="closing">${closing}</p>`}
      <p class="signature">${foreign(signature)}</p>
      ${countersignature !== undefined && html`<p class="counter">${countersignature}</p>`}
    </body>
  </html>`;
  // The style is ours and holds quotes that a page must not escape; the first such place is the one above.
  return `<!doctype html>\n${page.markup.replace("<style>STYLE</style>", () => `<style>${style}</style>`)}\n`;
}
