import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import type { Scene } from "./samples.ts";

/** As strict as a page can be: no style at all from outside the element, and no string ever becomes markup or script. */
const strict =
  "default-src 'none'; script-src 'self'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const page = (lang: string, style: string): string => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>Award 定标</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${style === "" ? "" : `<link rel="stylesheet" href="/${style}.css">`}
<script type="module" src="/notice.js"></script></head><body><main>
<h1>Award 定标</h1><h2>Form 表单</h2>
<form method="post" action="/submit">
<p><label>Amount 金额 <input name="amount" value="978000" required></label></p>
<div id="place"></div>
<p><button name="do" value="award">Award 定标</button>
<button formnovalidate formaction="/draft">Save a draft 保存草稿</button></p>
</form></main></body></html>`;

const styles: Readonly<Record<string, string>> = {
  "/plain.css": "body{margin:8px;font:16px sans-serif}",
  "/dark.css":
    ":root{color-scheme:dark}body{margin:8px;background:#12161b;color:#e6ebf0;font:16px sans-serif}",
  // What old pages do to everything on them.
  "/rude.css": `html{font-size:62.5%} * {color:red!important;font-family:serif!important}
    button,select,textarea,p,h3{display:none!important} div{float:right;border:9px solid}
    probity-notice{font-size:7px;line-height:1;color:red;text-align:right;visibility:visible}`,
};

/** A form with the element, on a server of its own. */
export interface Host {
  readonly page: Page;
  /** Submits of the form since the last call that were not held: path, and the fields as the browser sends them. */
  submitted(): Promise<readonly string[]>;
  /** Opens the page. `style`: `plain`, `dark` or `rude`, without the strict policy; none: with it. */
  open(lang: "zh-CN" | "en", style?: string): Promise<void>;
  /** Puts a new element into the form and sets it up. */
  show(scene: Scene): Promise<void>;
  /** The same with one element for each scene, all at once. */
  showAll(all: readonly Scene[]): Promise<void>;
  /** Events of the element since it was put there. */
  events(): Promise<readonly { readonly name: string; readonly detail: Readonly<Record<string, unknown>> }[]>;
  /** Violations of the policy, and script errors, since the page was opened. */
  problems(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Builds the element as it ships, and opens a page. */
export async function openHost(browser: Browser, door = "index.ts"): Promise<Host> {
  const bundle = await bundleOf(door);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://host");
    if (request.method === "POST") {
      // The page stays as it is.
      response.writeHead(204).end();
      return;
    }
    if (url.pathname === "/notice.js")
      response.writeHead(200, { "content-type": "text/javascript" }).end(bundle);
    else if (url.pathname in styles)
      response.writeHead(200, { "content-type": "text/css" }).end(styles[url.pathname]);
    else {
      const style = url.searchParams.get("style") ?? "";
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        ...(style === "" && { "content-security-policy": strict }),
      });
      response.end(page(url.searchParams.get("lang") ?? "zh-CN", style));
    }
  });
  const base = await listen(server);
  const context = await browser.newContext({
    viewport: { width: 900, height: 700 },
    timezoneId: "Asia/Shanghai",
  });
  const tab = await context.newPage();
  const errors: string[] = [];
  tab.on("pageerror", ({ message }) => errors.push(message));
  await tab.addInitScript(() => {
    const seen: string[] = [];
    Reflect.set(globalThis, "violations", seen);
    document.addEventListener("securitypolicyviolation", (event) => seen.push(event.violatedDirective));
    const sent: string[] = [];
    Reflect.set(globalThis, "sent", sent);
    // Reached only by submits that nothing held; the page stays as it is.
    globalThis.addEventListener("submit", (event) => {
      const { submitter, target } = event;
      event.preventDefault();
      if (!(target instanceof HTMLFormElement)) return;
      const fields = [...new FormData(target, submitter)].map(([name, value]) => [
        name,
        typeof value === "string" ? value : value.name,
      ]);
      sent.push(`${submitter?.getAttribute("formaction") ?? "/submit"}?${new URLSearchParams(fields)}`);
    });
  });
  return {
    page: tab,
    submitted: () => tab.evaluate(() => Reflect.get(globalThis, "sent").splice(0)),
    open: async (lang, style = "") => {
      await tab.goto(`${base}/?lang=${lang}&style=${style}`);
      await tab.waitForFunction(() => customElements.get("probity-notice") !== undefined);
    },
    show: (scene) => tab.evaluate(putElements, [scene]),
    showAll: (all) => tab.evaluate(putElements, all),
    events: () => tab.evaluate(() => Reflect.get(globalThis, "told")),
    problems: async () => [...errors, ...(await tab.evaluate(() => Reflect.get(globalThis, "violations")))],
    close: async () => {
      await context.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One of the package's doors, as `pnpm build` bundles it. */
export async function bundleOf(door: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../../src", door)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "chrome90",
    supported: { "optional-chain": true },
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on TCP has such an address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs in the page. */
function putElements(all: readonly Scene[]): void {
  const told: object[] = [];
  Reflect.set(globalThis, "told", told);
  const names = "justify request-second remind acknowledge appeal fix retry blocked-submit error".split(" ");
  document.querySelector("form")?.reset();
  document.querySelector("#place")?.replaceChildren();
  for (const { decision, candidates = [], approval, appeal, attributes = {} } of all) {
    const element = document.createElement("probity-notice");
    element.setAttribute("offers", "retry remind appeal");
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    for (const name of names)
      element.addEventListener(`probity-${name}`, (event) =>
        told.push({ name, detail: (event as CustomEvent).detail }),
      );
    document.querySelector("#place")?.append(element);
    element.decision = decision;
    element.candidates = candidates;
    if (approval !== undefined) element.approval = approval;
    if (appeal !== undefined) element.appeal = appeal;
  }
}
