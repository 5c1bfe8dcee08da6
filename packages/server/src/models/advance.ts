import { ProbityError } from "@probity/contracts";
import { ownSource, type ProvableLog, type ServerEvent, unlessRaced } from "../log/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import { type StepEntry, writeStep } from "./history.ts";
import { type ModelState, type ModelStep, modelSteps } from "./life.ts";
import { requireProofs } from "./proofs.ts";
import { lockVersions, type ModelVersion, nameOf, pick, type VersionName } from "./versions.ts";

/** What changing the state of versions works with. */
export interface LifeOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly clock: () => number;
  readonly newId: () => string;
}

/** Who takes a step and why. */
export interface Act {
  readonly by: string;
  /** With whom they count as one, see `isOneWith`. */
  readonly oneWith?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  /** The text that the person looked at; another one is refused. Default: whatever is there. */
  readonly digest?: string | undefined;
}

/** What the version of a step and its siblings are in this transaction, which holds them. */
export interface Held {
  readonly transaction: Transaction;
  readonly version: ModelVersion;
  readonly versions: readonly ModelVersion[];
  readonly now: Date;
}

/** What a step does beside moving its version. */
export interface StepWork {
  /** Changes of the row; `state` overrides where the step leads. */
  readonly set?:
    | {
        readonly state?: ModelState;
        readonly retiring_by?: string | null;
        readonly shadow_from?: number | null;
      }
    | undefined;
  readonly entry?: Pick<StepEntry, "with" | "details"> | undefined;
  /** Events of other versions that the step moved. */
  readonly also?: readonly ServerEvent[] | undefined;
}

/**
 * Takes a step: checks by the table that it is open and proved, lets `work` add what is its own, moves the version and
 * writes history and log, in one transaction. Throws `PROBITY_E_NOT_FOUND`, `PROBITY_E_MODEL_STATE`,
 * `PROBITY_E_MODEL_UNPROVED`.
 */
export async function advance(
  options: LifeOptions,
  name: VersionName,
  step: ModelStep,
  act: Act,
  work: (held: Held) => Promise<StepWork> = () => Promise.resolve({}),
): Promise<ModelState> {
  const rule = modelSteps[step];
  const take = async (transaction: Transaction): Promise<ModelState> => {
    const now = new Date(options.clock());
    const versions = await lockVersions(transaction, name.id);
    const version = pick(versions, name);
    requireOpen(version, step, act);
    await requireProofs(transaction, version, rule.proofs);
    const { set = {}, entry, also = [] } = await work({ transaction, version, versions, now });
    const state = set.state ?? rule.to ?? version.state;
    await move(transaction, version, { ...set, state }, now);
    const { by, reason } = act;
    const { digest } = version;
    const told = await writeStep(transaction, version, { step, state, digest, by, reason, ...entry }, now);
    await options.log.logServerEvents(transaction, ownSource, [...also, told]);
    return state;
  };
  return await unlessRaced(() => options.store.transaction(take));
}

/** Changes the row of a version that this transaction holds. */
export async function move(
  { db }: Transaction,
  { id, version }: VersionName,
  set: NonNullable<StepWork["set"]>,
  now: Date,
): Promise<void> {
  await db
    .updateTable("model_version")
    .set({ ...set, changed_at: now.toISOString() })
    .where("id", "=", id)
    .where("version", "=", version)
    .execute();
}

/** Throws when a step is not open for this version, its reason is missing, or another text was looked at. */
export function requireOpen(version: ModelVersion, step: ModelStep, act: Act): void {
  const rule = modelSteps[step];
  if (rule.reason === "required" && (act.reason ?? "").trim() === "")
    throw new ProbityError("PROBITY_E_REQUEST", `${step} needs a reason`);
  if (!rule.from.includes(version.state))
    throw new ProbityError(
      "PROBITY_E_MODEL_STATE",
      `${nameOf(version)} is ${version.state}; ${step} is open in ${rule.from.join(", ")}`,
    );
  requireText(version, act);
}

/** Throws `PROBITY_E_MODEL_STATE` when the person looked at another text than is there. */
export function requireText(version: ModelVersion, act: Act): void {
  if (act.digest !== undefined && act.digest !== version.digest)
    throw new ProbityError(
      "PROBITY_E_MODEL_STATE",
      `${nameOf(version)} has another text by now: ${version.digest}`,
    );
}
