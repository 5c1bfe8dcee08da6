import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";

const root = join(import.meta.dirname, "../../../../packages/console/src");

/** Names of texts that cannot be words by themselves: `side.title`, `notThere`. */
const keys: ReadonlySet<string> = new Set(
  (
    await Promise.all(
      globSync("**/texts/zh-CN.ts", { cwd: root }).map(async (file) => {
        // Every file of texts exports them by this name.
        const { texts } = (await import(pathToFileURL(join(root, file)).href)) as { readonly texts: object };
        return keysOf(texts, "");
      }),
    )
  )
    .flat()
    .filter((key) => /[.A-Z]/u.test(key)),
);

function keysOf(texts: object, prefix: string): readonly string[] {
  return Object.entries(texts).flatMap(([name, text]: [string, unknown]) =>
    typeof text === "object" && text !== null ? keysOf(text, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
}

/** Texts of the page and of what is read out; field names of events stand in `code`. */
const shownTexts = `[...document.querySelectorAll("body *")].flatMap((one) => [
  ...["aria-label", "title", "placeholder"].map((name) => one.getAttribute(name) ?? ""),
  ...(one.closest("code") === null ? [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data) : []),
]).map((text) => text.trim()).filter((text) => text !== "")`;

/** What is wrong with a page whatever it shows: the name of a text in the place of the text, and a page that scrolls sideways. */
export async function pageFaults(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate<readonly string[]>(shownTexts);
  const raw = texts.filter((text) => keys.has(text.replace(/^[a-z]+:/u, "")));
  const over = await page.evaluate<number>(
    "Math.max(0, ...[document.documentElement, document.querySelector('main')].map((one) => one === null ? 0 : one.scrollWidth - one.clientWidth))",
  );
  return [
    ...new Set(raw.map((text) => `text without words: ${text}`)),
    ...(over > 1 ? [`the page is ${over} px too wide`] : []),
  ];
}
