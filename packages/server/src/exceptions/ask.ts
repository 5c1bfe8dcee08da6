import { type LocalizedText, ProbityError } from "@probity/contracts";
import { parseInstant } from "@probity/engine";
import type { Context } from "../context.ts";
import { closeAmong, conflictLook } from "../org/index.ts";
import { type ChangeRequest, openRequest, saysSomething } from "../requests/index.ts";
import { currentModels, requireSource } from "../rules/index.ts";
import { dayIn } from "../score/index.ts";
import { currentExceptions } from "./current.ts";

/** What a person asks for. */
export interface ExceptionOrder {
  /** A source, or `*` for all. */
  readonly source: string;
  readonly rule: string;
  readonly scope: { readonly kind: "process" | "person" | "unit"; readonly id: string };
  readonly reason: string;
  /** RFC 3339, or a day, to its end in the tenant's time zone. */
  readonly until: string;
}

/** The same as it is stored with the request. */
export interface ExceptionPayload extends Omit<ExceptionOrder, "until"> {
  readonly validTo: string;
}

const maxDays = 180;
/** Each is looked at on every hit of its rule. */
const maxOfSource = 1_000;

/** Asks another person for an exception (RU-4). Throws `PROBITY_E_EXCEPTION` for what cannot be granted. */
export async function askForException(
  context: Context,
  order: ExceptionOrder,
  by: string,
): Promise<ChangeRequest> {
  const { until, ...rest } = order;
  const payload: ExceptionPayload = { ...rest, validTo: endOf(until, context.config.timeZone) };
  await checkException(context, payload);
  await demandNoParty(context, payload, by);
  return await openRequest(context, {
    kind: "exception",
    target: order.source,
    baseVersion: null,
    payload: { ...payload },
    summary: [inWords(payload)],
    reason: order.reason,
    requestedBy: by,
  });
}

/** Throws `PROBITY_E_EXCEPTION` unless an exception could be granted now. */
export async function checkException(
  { store, clock }: Pick<Context, "store" | "clock">,
  { source, rule, reason, validTo }: ExceptionPayload,
): Promise<void> {
  const now = clock();
  const end = Date.parse(validTo);
  if (!(end > now && end <= now + maxDays * 86_400_000))
    throw new ProbityError("PROBITY_E_EXCEPTION", `it must end within ${maxDays} days`);
  if (!saysSomething(reason)) throw new ProbityError("PROBITY_E_EXCEPTION", "the reason says nothing");
  if (source !== "*") await requireSource(store, source);
  const models = await currentModels(store);
  if (!models.some(({ rules }) => rules.some(({ id }) => id === rule)))
    throw new ProbityError("PROBITY_E_EXCEPTION", `${rule} is not a known rule`);
  if ((await currentExceptions(store, source, new Date(now))).length >= maxOfSource)
    throw new ProbityError("PROBITY_E_EXCEPTION", `${source} has ${maxOfSource} exceptions already`);
}

/** Throws `PROBITY_E_CASE_CONFLICT` for whoever is the person that is taken out of a rule, or close to them (CA-3). */
export async function demandNoParty(
  context: Pick<Context, "organisation" | "links" | "clock">,
  { scope }: Pick<ExceptionPayload, "scope">,
  by: string,
): Promise<void> {
  if (scope.kind === "process") return;
  const look = await conflictLook(context, context.clock());
  const [conflict] = closeAmong(look, by, [{ kind: scope.kind, id: scope.id }]);
  if (conflict === undefined) return;
  throw new ProbityError("PROBITY_E_CASE_CONFLICT", "", {
    errors: [{ path: `/${by}`, message: conflict.reason }],
  });
}

function endOf(until: string, timeZone: string): string {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(until)) return dayIn(until, timeZone).end.toISOString();
  } catch (cause) {
    throw new ProbityError("PROBITY_E_EXCEPTION", `${until} is not a day`, { cause });
  }
  const instant = parseInstant(until);
  if (instant === undefined) throw new ProbityError("PROBITY_E_EXCEPTION", `${until} is no moment`);
  return new Date(instant.ms).toISOString();
}

const kinds = {
  process: ["流程", "process"],
  person: ["人员", "person"],
  unit: ["单位", "unit"],
} as const;

function inWords({ source, rule, scope, validTo }: ExceptionPayload): LocalizedText {
  const [chinese, english] = kinds[scope.kind];
  const where = source === "*" ? ["全部来源", "every source"] : [`来源 ${source}`, source];
  return {
    "zh-CN": `${where[0]}：${chinese} ${scope.id} 至 ${validTo} 不适用规则 ${rule}，命中只观察、不预警。`,
    en: `At ${where[1]}, ${rule} only observes ${english} ${scope.id} until ${validTo}; its hits raise no alert.`,
  };
}
