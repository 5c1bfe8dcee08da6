import { foreign, html } from "../html.ts";
import { sha256 } from "../sha256.ts";
import type { ComposedLetter } from "./compose.ts";

/** What could end a string of CSS, or the style. */
// oxlint-disable-next-line no-control-regex -- these are the ones that are meant
const special = /["\\<>&\u0000-\u001f\u007f]/gu;

/** A text as a string of CSS: what is special is written as its number. */
const cssText = (text: string): string =>
  `"${text.toWellFormed().replaceAll(special, (one) => `\\${one.charCodeAt(0).toString(16)} `)}"`;

/** For paper first: on every page the mark, the number, a hash of the words and the page of how many. Nothing that has to load. */
const styleOf = ({ mark, number = "", hash }: ComposedLetter): string => `
@page{size:A4;margin:3.7cm 2.6cm 3.5cm 2.8cm;
@top-left{content:${cssText(mark)};font:9pt serif}@top-right{content:${cssText(number)};font:9pt serif}
@bottom-left{content:${cssText(`SHA-256 ${hash.slice(0, 32)} ${hash.slice(32)}`)};font:6.5pt monospace}@bottom-right{content:counter(page) " / " counter(pages);font:9pt serif}}
body{max-width:40rem;margin:2rem auto;padding:0 1rem;color:#000;background:#fff;font:1.05rem/1.75 "FangSong","STFangsong","Noto Serif CJK SC","Noto Serif SC","Times New Roman",serif;overflow-wrap:anywhere}
body:lang(en){font-family:"Times New Roman","Liberation Serif","Noto Serif",serif}
h1{margin:0 0 .3rem;text-align:center;font-size:1.7rem}
.mark{margin:0 0 1rem}
.number{margin:0 0 1.5rem;text-align:center}
h2{margin:1.2rem 0 .2rem;font-size:1.05rem;break-after:avoid}
p{margin:.2rem 0;orphans:2;widows:2}
.signature{margin-top:2.5rem;text-align:right;break-inside:avoid}
.counter{margin-top:2rem;break-inside:avoid}
@media print{body{max-width:none;margin:0;padding:0}.mark{display:none}}
`;

/** What a page may do: show its own style, and nothing else. One that was sent keeps the style that it was sent with. */
export const printHeaders = (page: string): Readonly<Record<string, string>> => ({
  "content-security-policy": `default-src 'none'; style-src 'sha256-${sha256(styleIn(page)).toString("base64")}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow",
});

/** The first style of a page: what people wrote comes after it, escaped. */
const styleIn = (page: string): string => /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? "";

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
      <p class="mark">${letter.mark}</p>
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
  return `<!doctype html>\n${page.markup.replace(/<style>\s*STYLE\s*<\/style>/, () => `<style>${styleOf(letter)}</style>`)}\n`;
}
