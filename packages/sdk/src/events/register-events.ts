import { ProbityError } from "@probity/contracts";
import type { Registration } from "../client/probity.ts";
import type { Transport, TransportAnswer } from "../sender/transport.ts";
import type { EventDefinition } from "./define-event.ts";

const isIssue = (value: unknown): value is { readonly path: string; readonly message: string } =>
  typeof value === "object" &&
  value !== null &&
  "path" in value &&
  typeof value.path === "string" &&
  "message" in value &&
  typeof value.message === "string";

const problemOf = (answer: TransportAnswer): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(answer.body).toString("utf8"));
    // Every field that is used is checked below.
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Not JSON: the status alone has to do.
  }
  return {};
};

const refusal = (type: string, answer: TransportAnswer): Registration => {
  const { code, title, detail, errors } = problemOf(answer);
  return {
    type,
    ok: false,
    code: typeof code === "string" ? code : "PROBITY_E_SERVER_ANSWER",
    message:
      [title, detail].filter((text) => typeof text === "string").join(" ") || `status ${answer.status}`,
    errors: Array.isArray(errors) ? errors.filter(isIssue) : [],
  };
};

/** Registers event types one by one (EV-3). Never rejects; the same type twice is no error. */
export const registerEvents = async (
  definitions: Iterable<EventDefinition>,
  settings: { readonly transport: Transport; readonly key: string; readonly timeoutMs: number },
): Promise<readonly Registration[]> => {
  const registrations: Registration[] = [];
  for (const definition of definitions) {
    const { type } = definition;
    try {
      const answer = await settings.transport.request({
        method: "POST",
        path: "/v1/types",
        headers: { authorization: `Bearer ${settings.key}`, "content-type": "application/json" },
        body: [Buffer.from(JSON.stringify(definition))],
        timeoutMs: settings.timeoutMs,
        keepAlive: true,
      });
      registrations.push(answer.status < 300 ? { type, ok: true } : refusal(type, answer));
    } catch (cause) {
      const { code, message } = new ProbityError(
        "PROBITY_E_SERVER_UNREACHABLE",
        `no answer: ${String(cause)}`,
      );
      registrations.push({ type, ok: false, code, message });
    }
  }
  return registrations;
};
