import { type JsonObject, ProbityError } from "@probity/contracts";
import { actsAs, isOneWith } from "../access/index.ts";
import { closeAmong } from "../org/index.ts";
import type { Statement } from "../store/index.ts";
import { type Acting, type LockedCase, proposalOf, type TrackRow } from "./case.ts";
import { contributorsOf } from "./contributors.ts";
import type { Condition, TransitionName } from "./machine.ts";
import { subjectsOfCase } from "./subjects.ts";
import type { CaseWork } from "./work.ts";

/** A step that is about to be made. */
export interface Attempt {
  readonly work: CaseWork;
  readonly locked: LockedCase;
  readonly track: TrackRow;
  readonly name: TransitionName;
  readonly by: Acting;
  readonly input: JsonObject;
  /** The case into which it is merged. */
  readonly target?: LockedCase | undefined;
}

/** Why a condition does not hold; undefined: it does. Some throw an error of their own. */
type Check = (attempt: Attempt) => Promise<string | undefined> | string | undefined;

/** Whether what a person did counts as done by whoever acts now (CA-3). */
const countsAs = ({ by }: Attempt, person: string | null): boolean =>
  by !== "system" && isOneWith(by, person);

const evidence: Statement = {
  name: "case-count-evidence",
  text: `select count(*)::int as n from case_evidence e join case_file c on c.id = e.case_id
    where c.root = $1 and e.track = $2 and e.complete and e.withdrawn_at is null`,
};

const checks: Readonly<Record<Condition, Check>> = {
  handler_acts: (attempt) =>
    attempt.by !== "system" && actsAs(attempt.by).some((person) => person === attempt.track.handler)
      ? undefined
      : refuse("PROBITY_E_CASE_ROLE", "only the handler of this track can do this"),
  not_handler: (attempt) =>
    countsAs(attempt, attempt.track.handler)
      ? refuse("PROBITY_E_FOUR_EYES", "the handler cannot decide about the own work")
      : undefined,
  no_conflict: demandImpartial,
  return_in_time: async ({ work, track }) => {
    const { assigned_at: assignedAt, unit } = track;
    if (assignedAt === null) return "it is not assigned";
    const until = await work.hooks.returnUntil(work.transaction, assignedAt, unit);
    return work.now <= until ? undefined : `it could be returned until ${until.toISOString()}`;
  },
  enough_verifiers: ({ locked, track, input }) => {
    const all = new Set([track.handler, ...textsOf(input["verifiers"])]);
    return locked.level === 1 && all.size < 2 ? "at risk level 1 at least 2 persons verify" : undefined;
  },
  evidence: async ({ work, locked, track }) => {
    const [row] = await work.transaction.run<{ n: number }>(evidence, [locked.file.root, track.track]);
    return (row?.n ?? 0) > 0 ? undefined : "there is no evidence on this track";
  },
  proposed_by_another: (attempt) => {
    const proposal = proposalOf(attempt.track);
    if (proposal?.step !== "dismissal") return "nobody proposed it";
    return countsAs(attempt, proposal.by)
      ? refuse("PROBITY_E_FOUR_EYES", "whoever proposed it cannot agree to it")
      : undefined;
  },
  measures_signed_off: async ({ work, locked, track }) => {
    for (const check of work.hooks.measures) {
      const open = await check(work.transaction, locked.file.id, track.track);
      if (open.length > 0) return `not signed off: ${open.slice(0, 10).join(", ")}`;
    }
    return undefined;
  },
  proposed_at_level_1: ({ locked, track, input }) => {
    if (locked.level !== 1) return undefined;
    if (proposalOf(track)?.step !== "closing")
      return "at risk level 1 closing is proposed by another appraiser";
    const own = Object.keys(input).filter((field) => field !== "text");
    return own.length === 0
      ? undefined
      : `at risk level 1 it is closed as proposed, without ${own.join(", ")}`;
  },
  no_contributor_at_level_1: async (attempt) => {
    const { work, locked } = attempt;
    if (locked.level !== 1) return undefined;
    const contributors = await contributorsOf(work.transaction, locked.file.root);
    return [...contributors].some((person) => countsAs(attempt, person))
      ? refuse("PROBITY_E_FOUR_EYES", "everybody who contributed to the case is excluded")
      : undefined;
  },
  appraised: ({ track, input }) => {
    const given = closingOf(track, input);
    const reason = given["label"] === "not_confirmed" ? ["labelReason"] : [];
    const missing = ["label", ...reason, "appraisal", "lookBackOn"].filter(
      (field) => given[field] === undefined,
    );
    return missing.length === 0 ? undefined : `missing: ${missing.join(", ")}`;
  },
  target_is_open: ({ locked, target }) => {
    if (target === undefined || target.file.id === locked.file.id) return "there is no other case of this id";
    if (!target.file.open || target.file.merged_into !== null) return "the other case is not open";
    const missing = locked.tracks.filter(({ track }) => !target.tracks.some((one) => one.track === track));
    return missing.length === 0
      ? undefined
      : `the other case has no ${missing.map(({ track }) => track).join(" and no ")} track`;
  },
  all_tracks_warned: ({ locked }) =>
    locked.tracks.every(({ state }) => state === "warned") ? undefined : "every track must be warned",
  pause_ends_later: ({ work, input }) =>
    Date.parse(typeof input["until"] === "string" ? input["until"] : "") > work.now.getTime()
      ? undefined
      : "it must end in the future",
};

/** What a track is closed by: what was proposed, and what is given now. */
export const closingOf = (track: TrackRow, input: JsonObject): JsonObject => {
  const proposal = proposalOf(track);
  return { ...(proposal?.step === "closing" ? proposal.input : {}), ...input };
};

/** Throws for the first condition that does not hold. */
export async function demandConditions(conditions: readonly Condition[], attempt: Attempt): Promise<void> {
  for (const condition of conditions) {
    const message = await checks[condition](attempt);
    if (message === undefined) continue;
    throw new ProbityError("PROBITY_E_CASE_CONDITION", message, {
      errors: [{ path: `/${condition}`, message }],
    });
  }
}

function refuse(code: "PROBITY_E_CASE_ROLE" | "PROBITY_E_FOUR_EYES", message: string): never {
  throw new ProbityError(code, message);
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** Who is to work on it: none of them party to the matter (GEN-CLU-003), all of them known here. */
async function demandImpartial({ work, locked, track, input }: Attempt): Promise<undefined> {
  const handler = typeof input["handler"] === "string" ? input["handler"] : track.handler;
  const persons = [...new Set([...(handler === null ? [] : [handler]), ...textsOf(input["verifiers"])])];
  await demandKnown(work, persons);
  await demandNoConflicts(work, locked.file.root, persons);
}

/** Throws `PROBITY_E_CASE_CONFLICT` where one of these persons is party to a case or close to somebody who is. */
export async function demandNoConflicts(
  work: CaseWork,
  root: string,
  persons: readonly string[],
): Promise<void> {
  const { transaction, look } = work;
  const subjects = await subjectsOfCase(transaction, root);
  const errors = persons.flatMap((person) =>
    closeAmong(look, person, subjects)
      .slice(0, 1)
      .map(({ reason }) => ({ path: `/${person}`, message: reason })),
  );
  if (errors.length > 0) throw new ProbityError("PROBITY_E_CASE_CONFLICT", "", { errors });
}

/** Throws `PROBITY_E_CASE_INPUT` for persons who are not registered or were revoked. */
export async function demandKnown({ transaction }: CaseWork, persons: readonly string[]): Promise<void> {
  if (persons.length === 0) return;
  const rows = await transaction.db
    .selectFrom("person")
    .select("id")
    .where("id", "in", [...persons])
    .where("revoked_at", "is", null)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  const errors = persons
    .filter((person) => !known.has(person))
    .map((person) => ({ path: `/${person}`, message: "is no registered person" }));
  if (errors.length > 0) throw new ProbityError("PROBITY_E_CASE_INPUT", "unknown persons", { errors });
}
