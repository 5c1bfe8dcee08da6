import { type Cases, type EventType, type Model, ProbityError } from "@probity/contracts";
import { ownSource, unlessRaced } from "../log/index.ts";
import { casesOf, digestOf, textOf } from "../rules/index.ts";
import type { Transaction } from "../store/index.ts";
import type { LifeOptions } from "./advance.ts";
import { writeStep } from "./history.ts";
import { lockVersions, type ModelVersion, nameOf, type VersionName } from "./versions.ts";
import { requireVersions } from "./version-problems.ts";

/** What {@link putDraft} did. */
export interface DraftOutcome {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly casesDigest: string;
  /** `unchanged`: this text with these cases was there already. */
  readonly outcome: "created" | "replaced" | "unchanged";
}

/** What tells a text with its cases from every other one. */
export type TextDigests = Pick<ModelVersion, "digest" | "casesDigest">;

/** A draft as somebody hands it in; valid as a model folder is. */
export interface Draft {
  readonly model: Model;
  readonly cases: Cases;
  readonly by: string;
  /** The text that it was made from, null where there was none; undefined: whatever is there is replaced. */
  readonly replaces?: TextDigests | null | undefined;
  readonly reason?: string | undefined;
  /** Only says what would happen. */
  readonly dryRun: boolean;
}

class DryRun extends Error {
  readonly outcome: DraftOutcome;
  constructor(outcome: DraftOutcome) {
    super("dry run");
    this.outcome = outcome;
  }
}

/**
 * Stores a draft, or replaces the text of one. `types` are all that the server knows. Throws `PROBITY_E_MODEL_STATE` for a
 * version that is past its draft, `PROBITY_E_DRAFT_CHANGED` where another text than the named one is there, `PROBITY_E_MODEL_VERSION` with all that is too low.
 */
export async function putDraft(
  options: LifeOptions,
  draft: Draft,
  types: readonly EventType[],
): Promise<DraftOutcome> {
  try {
    return await unlessRaced(() =>
      options.store.transaction((transaction) => put(options, transaction, draft, types)),
    );
  } catch (error) {
    if (error instanceof DryRun) return error.outcome;
    throw error;
  }
}

async function put(
  { log, clock }: LifeOptions,
  transaction: Transaction,
  draft: Draft,
  types: readonly EventType[],
): Promise<DraftOutcome> {
  const { model, cases, by, reason } = draft;
  const { id, version } = model;
  const versions = await lockVersions(transaction, id);
  const there = versions.find((one) => one.version === version);
  if (there !== undefined && there.state !== "draft")
    throw new ProbityError("PROBITY_E_MODEL_STATE", `${nameOf(model)} is ${there.state}, not a draft`);
  requireSame(model, there, draft.replaces);
  requireVersions(model, versions, types);
  const digest = digestOf(model);
  const now = new Date(clock());
  const { cases_digest: casesDigest } = casesOf(cases);
  const outcome = await write(transaction, there, { model, cases, by, digest, now });
  const result = { id, version, digest, casesDigest, outcome };
  if (draft.dryRun) throw new DryRun(result);
  if (outcome === "unchanged") return result;
  const entry = { step: "draft", state: "draft", digest, by, reason, details: { outcome } } as const;
  await log.logServerEvents(transaction, ownSource, [await writeStep(transaction, model, entry, now)]);
  return result;
}

/** Two people who work on one draft do not overwrite each other. */
function requireSame(name: VersionName, there: ModelVersion | undefined, read: Draft["replaces"]): void {
  if (read === undefined) return;
  if (there?.digest === read?.digest && there?.casesDigest === read?.casesDigest) return;
  throw new ProbityError("PROBITY_E_DRAFT_CHANGED", `${nameOf(name)} was stored by somebody else meanwhile`);
}

async function write(
  { db }: Transaction,
  there: ModelVersion | undefined,
  draft: Pick<Draft, "model" | "cases" | "by"> & { readonly digest: string; readonly now: Date },
): Promise<DraftOutcome["outcome"]> {
  const { model, digest, by } = draft;
  const { id, version } = model;
  const at = draft.now.toISOString();
  const texts = { digest, body: textOf(model), ...casesOf(draft.cases), changed_at: at };
  if (there === undefined) {
    const rest = { state: "draft", author: by, retiring_by: null, shadow_from: null, created_at: at };
    const inserted = await db
      .insertInto("model_version")
      .values({ id, version, ...texts, ...rest })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) return "created";
    throw new ProbityError("PROBITY_E_MODEL_STATE", `somebody else drafted ${nameOf(model)} at this moment`);
  }
  const row = db.updateTable("model_version").set(texts).where("id", "=", id).where("version", "=", version);
  const updated = await row
    .where((eb) => eb.or([eb("digest", "<>", digest), eb("cases_digest", "<>", texts.cases_digest)]))
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n ? "replaced" : "unchanged";
}
