import type { JsonObject, Locale } from "@probity/contracts";
import type { CaseWork, LockedCase, TrackRow } from "../cases/index.ts";
import { objectOf } from "../cases/index.ts";
import type { Statement } from "../store/index.ts";
import type { CaseFact, LetterSection } from "./templates.ts";

/** The side of a case that a letter is about. */
export interface LetterPlace {
  readonly locked: LockedCase;
  readonly track: TrackRow;
}

const findTitle: Statement = {
  name: "letter-case-title",
  text: `select c.title, (select a.name from case_alert ca join alert a on a.id = ca.alert
      where ca.case_id = c.id and a.class = $2 order by a.first_position limit 1) as alert_name
    from case_file c where c.id = $1`,
};
const findMeasures: Statement = {
  name: "letter-measures",
  text: `select title, due_on from list_item where case_id = $1 and track = $2 and kind = 'rectification'
    and state <> 'withdrawn' order by created_at, id limit 50`,
};
const findEvidence: Statement = {
  name: "letter-evidence",
  text: `select coalesce(e.name, e.event_id, e.kind) as what, e.sha256 from case_evidence e join case_file c on c.id = e.case_id
    where c.root = $1 and e.track = $2 and e.complete and e.withdrawn_at is null order by e.added_at, e.id limit 100`,
};
const findRepeats: Statement = {
  name: "letter-repeats",
  text: `select title, relapses from list_item where case_id = $1 and track = $2 and kind = 'problem'
    and (repeat_of is not null or relapses > 0) order by created_at, id limit 20`,
};

/** The name of a case in a language. */
export async function titleOf(
  run: Pick<CaseWork["transaction"], "run">,
  caseId: string,
  track: string,
  language: Locale,
): Promise<string> {
  const [row] = await run.run<{ title: string | null; alert_name: string | null }>(findTitle, [
    caseId,
    track,
  ]);
  // Written by the scorer.
  const names = JSON.parse(row?.alert_name ?? "{}") as Partial<Record<Locale, string>>;
  return row?.title ?? names[language] ?? caseId;
}

/** What a section says by itself, from its case; undefined where the case has nothing to say. */
export async function factFor(
  work: CaseWork,
  { locked, track }: LetterPlace,
  { from }: LetterSection,
  language: Locale,
): Promise<string | undefined> {
  if (from === undefined) return undefined;
  const { transaction } = work;
  const content = objectOf(track.content);
  const place = [locked.file.id, track.track];
  const facts: Readonly<Record<CaseFact, () => Promise<string | undefined> | string | undefined>> = {
    title: () => titleOf(transaction, locked.file.id, track.track, language),
    facts: () => textAt(content, "facts"),
    report: () => textAt(content, "report"),
    appraisal: () => textAt(appraisalOf(content), "unit"),
    points: () => pointsOf(content),
    measures: async () =>
      linesOf(await transaction.run<{ title: string; due_on: string | null }>(findMeasures, place), (row) =>
        [row.title, row.due_on].filter((part) => part !== null).join(", "),
      ),
    evidence: async () =>
      linesOf(
        await transaction.run<{ what: string; sha256: string }>(findEvidence, [
          locked.file.root,
          track.track,
        ]),
        ({ what, sha256 }) => `${what} (SHA-256 ${sha256})`,
      ),
    repeats: async () =>
      linesOf(await transaction.run<{ title: string }>(findRepeats, place), ({ title }) => title),
  };
  return await facts[from]();
}

const textAt = (object: JsonObject, name: string): string | undefined =>
  typeof object[name] === "string" ? object[name] : undefined;

const appraisalOf = (content: JsonObject): JsonObject =>
  // Checked by the schema of the step that closes.
  (content["appraisal"] ?? {}) as JsonObject;

const pointsOf = (content: JsonObject): string | undefined => {
  const points = appraisalOf(content)["points"];
  return typeof points === "number" ? String(points) : undefined;
};

function linesOf<Row>(rows: readonly Row[], line: (row: Row) => string): string | undefined {
  return rows.length === 0 ? undefined : rows.map((row, n) => `${n + 1}. ${line(row)}`).join("\n");
}
