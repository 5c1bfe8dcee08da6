import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import { withQuery } from "./list.ts";

/** Prints what of a kind waits for another person, each with its change in words. */
export async function printPending(
  context: CommandContext,
  kind: string,
  source: string | undefined,
): Promise<undefined> {
  const path = withQuery("/ops/requests", { kind, source });
  const answer = await context.ask({ method: "GET", path });
  const requests = listAt(answer, "requests");
  context.print(answer, () =>
    requests.length === 0
      ? [context.say("none")]
      : requests.flatMap((request) => [requestLine(context, request), ...summaryOf(context, request)]),
  );
  return undefined;
}

function requestLine(context: CommandContext, request: JsonObject): string {
  return context.say("requestLine", {
    id: textAt(request, "id") ?? "-",
    source: textAt(request, "target") ?? "-",
    by: textAt(request, "requestedBy") ?? "-",
    at: context.when(textAt(request, "requestedAt")) ?? "-",
  });
}

/** The change of a request in words, one line each. */
export function summaryOf({ locale, say }: CommandContext, request: JsonObject): readonly string[] {
  const lines = listAt(request, "summary").map((text) => `  ${textAt(text, locale) ?? ""}`);
  const reason = textAt(request, "reason");
  if (lines.length === 0) return [`  ${say("noChange")}`];
  return reason === undefined ? lines : [...lines, `  ${say("optReason")}: ${reason}`];
}

/** Agrees to a request. */
export async function approve(context: CommandContext, id: string): Promise<undefined> {
  const path = `/ops/requests/${encodeURIComponent(id)}/approve`;
  const answer = objectAt(await context.ask({ method: "POST", path }));
  context.print(answer, () => [context.say("requestApproved", { id })]);
  return undefined;
}

/** Refuses a request. */
export async function reject(context: CommandContext, id: string, reason: string): Promise<undefined> {
  const path = `/ops/requests/${encodeURIComponent(id)}/reject`;
  const answer = await context.ask({ method: "POST", path, body: { reason } });
  context.print(answer, () => [context.say("requestRejected", { id })]);
  return undefined;
}
