import { type AppealReason, ProbityError } from "@probity/contracts";
import type { Context } from "../context.ts";
import { loggingTransaction } from "../log/index.ts";
import { conflictLook } from "../org/index.ts";
import { saysSomething } from "../requests/index.ts";
import type { Disclosures } from "./disclosures.ts";
import { raisedEvent } from "./events.ts";
import { tellReviewers } from "./tell-reviewers.ts";
import { type SeenFinding, seenFindings } from "./seen.ts";

/** What somebody holds to be a false alarm. */
export interface NewAppeal {
  readonly source: string;
  /** The pre-check. */
  readonly id: string;
  /** Whoever raises it, by every key that names them. */
  readonly names: readonly string[];
  readonly via: "api" | "console";
  /** Default: everything that the answer showed. */
  readonly rule?: string | undefined;
  readonly reason?: AppealReason | undefined;
  readonly text: string;
}

type Parts = Pick<Context, "store" | "log" | "clock" | "newId" | "organisation" | "links">;

/**
 * Appeals against what the answer of a pre-check showed, once for each finding; the answer itself stays as it is. Whoever may
 * answer is told, once for all of it. Throws
 * `PROBITY_E_NOT_FOUND` where the pre-check is not known, or not yet: it travels with the events; `PROBITY_E_APPEAL`, and
 * `PROBITY_E_REQUEST` for a text that says nothing.
 */
export async function raiseAppeal(
  parts: Parts,
  disclosures: (source: string, hash: string | null) => Promise<Disclosures>,
  appeal: NewAppeal,
): Promise<void> {
  const { store, log, clock, newId } = parts;
  const { source, id, via, text, reason = "other" } = appeal;
  if (!saysSomething(text))
    throw new ProbityError("PROBITY_E_REQUEST", "the grounds need a sentence of at least ten characters");
  const precheck = await store.db
    .selectFrom("precheck")
    .select(["person", "subject", "outcome", "findings", "bundle_hash"])
    .where("source", "=", source)
    .where("id", "=", id)
    .where("opened_at", "is not", null)
    .executeTakeFirst();
  if (precheck === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no pre-check ${id}`);
  const person = appellantOf(precheck.person, appeal);
  const seen = seenFindings(precheck, await disclosures(source, precheck.bundle_hash));
  const chosen = chosenOf(seen, appeal.rule);
  const now = new Date(clock());
  const look = await conflictLook(parts, now.getTime());
  await loggingTransaction(store, async (transaction) => {
    const rows = await transaction.db
      .insertInto("appeal")
      .values(
        chosen.map(({ rule, version, disclosure }) => ({
          id: newId(),
          source,
          decision: id,
          rule,
          rule_version: version,
          disclosure,
          person,
          reason,
          text: text.trim(),
          via,
          raised_at: now.toISOString(),
        })),
      )
      .onConflict((conflict) => conflict.columns(["source", "decision", "rule"]).doNothing())
      .returningAll()
      .execute();
    const [first] = rows;
    if (first === undefined) throw new ProbityError("PROBITY_E_APPEAL", "it was appealed against already");
    await tellReviewers(transaction, look, { appeal: first, subject: precheck.subject, now });
    await log.logServerEvents(
      transaction,
      source,
      rows.map((row) => raisedEvent(row, precheck)),
    );
  });
}

/** A source vouches for who somebody is where the pre-check does not say; in the console only one's own are found. */
function appellantOf(person: string | null, { names, via, id }: NewAppeal): string {
  const [self = ""] = names;
  if (person === null && via === "api") return self;
  if (person !== null && names.includes(person)) return person;
  throw via === "api"
    ? new ProbityError("PROBITY_E_APPEAL", "the pre-check was made in the name of somebody else")
    : new ProbityError("PROBITY_E_NOT_FOUND", `no pre-check ${id} of your own`);
}

function chosenOf(seen: readonly SeenFinding[], rule: string | undefined): readonly SeenFinding[] {
  const chosen =
    rule === undefined ? seen : seen.filter((one) => one.rule === rule && one.disclosure === "full");
  if (chosen.length > 0) return chosen;
  throw new ProbityError("PROBITY_E_APPEAL", "the answer showed no such finding");
}
