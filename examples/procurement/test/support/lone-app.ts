import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Decision } from "@probity/contracts";
import { onTestFinished } from "vitest";
import { startExample, type Example } from "../../src/index.ts";

/** A verifier key that nobody signs with. */
function someKey(): string {
  const { publicKey } = generateKeyPairSync("ed25519");
  const key = Buffer.concat([Buffer.of(1), publicKey.export({ format: "der", type: "spki" }).subarray(-32)]);
  const hash = createHash("sha256").update("nobody\n").update(key).digest("hex").slice(0, 8);
  return `nobody+${hash}+${key.toString("base64")}`;
}

/** The app in a folder of its own, with no central server anywhere. */
export async function loneFolder(): Promise<() => Promise<Example>> {
  const folder = await mkdtemp(join(tmpdir(), "probity-lone-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const publicKey = someKey();
  return () =>
    startExample({
      endpoint: "http://127.0.0.1:1",
      source: "procurement-demo",
      key: `probity_${"A".repeat(43)}`,
      publicKey,
      spoolDir: join(folder, "spool"),
      dataDir: join(folder, "app"),
    });
}

/** One person's session, without a browser. */
export interface Visitor {
  readonly get: (path: string) => Promise<Response>;
  readonly post: (path: string, form: Readonly<Record<string, string>>) => Promise<Response>;
  readonly csrf: string;
}

/** Starts the app alone and signs in. */
export async function visit(person: string): Promise<Visitor & { readonly app: Example }> {
  const app = await (await loneFolder())();
  onTestFinished(() => app.close());
  return { app, ...(await signIn(app.url, person)) };
}

/** Signs in at a running app. */
export async function signIn(url: string, person: string): Promise<Visitor> {
  const signedIn = await send(url, "/session", { person });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const get = (path: string): Promise<Response> => send(url, path, undefined, { cookie });
  const page = await (await get("/")).text();
  return { get, csrf: hidden(page, "csrf"), post: (path, form) => send(url, path, form, { cookie }) };
}

/** What the check of a form answers. */
export interface Checked {
  readonly decision: Decision;
  readonly candidates: readonly { readonly personId: string }[];
}

/** Has the form of an act checked, as the page's script does. */
export async function checkAct(
  visitor: Visitor,
  act: string,
  draft: Readonly<Record<string, string>>,
): Promise<Checked> {
  const answer = await visitor.post(`${act}/check`, { csrf: visitor.csrf, ...draft });
  if (answer.status !== 200) throw new Error(`the check answered ${answer.status}`);
  return (await answer.json()) as Checked;
}

/** Value of a hidden field of a page, empty when it is not there. */
export function hidden(page: string, name: string): string {
  return new RegExp(`name="${name}"\\s+value="([^"]+)"`).exec(page)?.[1] ?? "";
}

/** One request, redirects not followed; a POST when there is a form. */
export async function send(
  url: string,
  path: string,
  form?: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    headers: { "accept-language": "en", ...headers },
    redirect: "manual",
    ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
  });
}
