import type { Binding, BindingsFile, JsonObject } from "@probity/contracts";
import { ownSource } from "../log/index.ts";
import { systemId } from "../people/index.ts";
import { openRequestIn } from "../requests/index.ts";
import { currentModels, diffBindings, readBindings } from "../rules/index.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import { leavePending } from "../watch/index.ts";
import type { CalibratedRule } from "./current-calibration.ts";

/** When it is said that a rule is seldom right, and what is needed to say so. */
export interface FloorOptions {
  readonly store: Store;
  readonly newId: () => string;
  /** Share of the closed alerts that should be confirmed. */
  readonly floor: number;
  /** Closed alerts before anything is said. */
  readonly floorAlerts: number;
}

/** It is said again after as many further labels as it took the first time. */
const lastTold: Statement = {
  name: "evaluate-last-told",
  text: "select coalesce(max(labels), 0)::int as labels from rule_demotion where rule = $1 and version = $2",
};

const share = ({ confirmed, refuted }: CalibratedRule): number => confirmed / (confirmed + refuted);

/**
 * For every rule version in force whose precision is below the floor (catalogue, section 7): opens a request to bind it as
 * `observe` wherever it is bound to more, which two people decide about as about any other, and leaves a notice to be
 * logged. Demotes nothing itself.
 */
export async function proposeDemotions(
  transaction: Transaction,
  options: FloorOptions,
  rules: readonly CalibratedRule[],
  now: Date,
): Promise<void> {
  const { floor, floorAlerts } = options;
  const below = rules.filter((rule) => rule.closed >= floorAlerts && share(rule) < floor);
  if (below.length === 0) return;
  const inForce = await versionsInForce(transaction);
  for (const rule of below) {
    if (inForce.get(rule.rule) !== rule.version) continue;
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const [told] = await transaction.run<{ labels: number }>(lastTold, [rule.rule, rule.version]);
    if (rule.closed < (told?.labels ?? 0) + floorAlerts) continue;
    // oxlint-disable-next-line no-await-in-loop
    await propose(transaction, options, rule, now);
  }
}

async function versionsInForce(transaction: Pick<Store, "db">): Promise<ReadonlyMap<string, string>> {
  const models = await currentModels(transaction);
  return new Map(models.flatMap((model) => model.rules.map(({ id, version }) => [id, version] as const)));
}

async function propose(
  transaction: Transaction,
  options: FloorOptions,
  rule: CalibratedRule,
  now: Date,
): Promise<void> {
  const { db } = transaction;
  await db
    .insertInto("rule_demotion")
    .values({ rule: rule.rule, version: rule.version, labels: rule.closed, at: now.toISOString() })
    .execute();
  const sources = await db
    .selectFrom("source")
    .select("id")
    .where("revoked_at", "is", null)
    .orderBy("id")
    .execute();
  const asked: { source: string; requestId: string }[] = [];
  for (const { id: source } of sources) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const requestId = await ask(transaction, options, { rule, source, now });
    if (requestId !== undefined) asked.push({ source, requestId });
  }
  const told = asked.length > 0 ? asked : [{ source: ownSource, requestId: undefined }];
  await leavePending(
    transaction,
    told.map(({ source, requestId }) => ({
      source,
      type: "rule.precision.fell" as const,
      eventId: `precision-${rule.rule}-${rule.version}-${rule.closed}`,
      subject: rule.rule,
      data: { precision: dataOf(rule, options.floor, requestId) },
    })),
  );
}

function dataOf(
  { rule, version, closed, confirmed }: CalibratedRule,
  floor: number,
  requestId: string | undefined,
): JsonObject {
  return { rule, version, closed, confirmed, floor, ...(requestId !== undefined && { requestId }) };
}

/** What a binding asks for when it cannot be judged goes with what it asks for. */
function observing(binding: Binding): Binding {
  const { onIndeterminate: _indeterminate, onUnavailable: _unavailable, ...rest } = binding;
  return { ...rest, action: "observe" };
}

interface Asking {
  readonly rule: CalibratedRule;
  readonly source: string;
  readonly now: Date;
}

/** The id of the request; undefined where the rule only observes at the source already. */
async function ask(
  transaction: Transaction,
  { newId }: FloorOptions,
  { rule, source, now }: Asking,
): Promise<string | undefined> {
  const { version, file } = await readBindings(transaction, source);
  if (!file.bindings.some((binding) => binding.rule === rule.rule && binding.action !== "observe"))
    return undefined;
  const weaker: BindingsFile = {
    ...file,
    bindings: file.bindings.map((binding) => (binding.rule === rule.rule ? observing(binding) : binding)),
  };
  const { id } = await openRequestIn(transaction, newId(), now, {
    kind: "bindings",
    target: source,
    baseVersion: version,
    // A bindings file that is in force is JSON.
    payload: JSON.parse(JSON.stringify(weaker)) as JsonObject,
    summary: [reasonOf(rule), ...diffBindings(file, weaker)],
    reason: null,
    requestedBy: systemId,
    proposedBy: systemId,
  });
  return id;
}

function reasonOf({ rule, version, closed, confirmed }: CalibratedRule): { "zh-CN": string; en: string } {
  return {
    "zh-CN": `规则 ${rule} ${version} 的 ${closed} 条已办结预警中仅 ${confirmed} 条查实，低于下限，建议降为观察。`,
    en: `Of ${closed} closed alerts of ${rule} ${version} ${confirmed} were confirmed, below the floor: it should only observe.`,
  };
}
