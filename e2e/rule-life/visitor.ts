import { setTimeout as sleep } from "node:timers/promises";
import type { Decision } from "@probity/contracts";

/** Somebody at the purchasing app, as its pages and forms see them. */
export interface Visitor {
  /** Opens the form of an award and has it checked; the outcome that the page shows. */
  check(process: string): Promise<string>;
  /** Checks, then submits with what the outcome asks for; throws when the app refuses. */
  approve(process: string): Promise<string>;
  /** Checks again and again until the outcome is this one; when that was, in milliseconds since 1970. */
  until(process: string, outcome: string, timeoutMs: number): Promise<number>;
}

type Form = Readonly<Record<string, string>>;

/** Signs in at a running app. */
export async function visit(url: string, person: string): Promise<Visitor> {
  const signedIn = await send(`${url}/session`, {}, { person });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const check = async (process: string): Promise<{ readonly outcome: string; readonly form: Form }> => {
    const page = await (await send(`${url}/p/${process}/award`, { cookie })).text();
    const form = fieldsOf(page);
    const answer = await send(`${url}/p/${process}/award/check`, { cookie }, form);
    if (answer.status !== 200) throw new Error(`the app answered ${answer.status} without a decision`);
    const { decision } = (await answer.json()) as { readonly decision: Decision };
    return { outcome: decision.outcome, form: { ...form, probity_token: decision.token } };
  };
  return {
    check: async (process) => (await check(process)).outcome,
    approve: async (process) => {
      const { outcome, form } = await check(process);
      const answers = {
        probity_acknowledged: "1",
        probity_justification: "核对无误，按评标结果定标 / checked against the report",
      };
      const answer = await send(`${url}/p/${process}/award`, { cookie }, { ...form, ...answers });
      if (answer.status !== 303) throw new Error(`the app answered ${answer.status} to ${outcome}`);
      return outcome;
    },
    until: async (process, outcome, timeoutMs) => {
      const started = performance.now();
      for (;;) {
        const { outcome: now } = await check(process);
        if (now === outcome) return Date.now();
        const passed = performance.now() - started;
        if (passed > timeoutMs) throw new Error(`still ${now} after ${Math.round(passed)} ms`);
        await sleep(20);
      }
    },
  };
}

/** Names and values of the inputs and selects of a page that our own example rendered. */
function fieldsOf(page: string): Form {
  const fields: Record<string, string> = {};
  for (const [tag] of page.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, "name");
    if (name !== undefined && attribute(tag, "type") !== "checkbox")
      fields[name] = attribute(tag, "value") ?? "";
  }
  for (const [, head = "", options = ""] of page.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = attribute(head, "name");
    const chosen =
      /<option\b[^>]*\bselected\b[^>]*>/.exec(options)?.[0] ?? /<option\b[^>]*>/.exec(options)?.[0];
    if (name !== undefined && chosen !== undefined) fields[name] = attribute(chosen, "value") ?? "";
  }
  return fields;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`)
    .exec(tag)?.[1]
    ?.replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"');
}

function send(url: string, headers: Readonly<Record<string, string>>, form?: Form): Promise<Response> {
  return fetch(url, {
    headers: { "accept-language": "en", ...headers },
    redirect: "manual",
    ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
  });
}
