import type { LocalizedText } from "@probity/contracts";
import type { Context } from "../context.ts";
import { namedPerson } from "../org/index.ts";
import { fetchLimit, page, type PageQuery } from "../ops/page.ts";
import type { Disclosures } from "./disclosures.ts";
import { appealsAsTold, type MyAppeal } from "./own-appeals.ts";
import { type SeenFinding, seenFindings } from "./seen.ts";

/** A finding as the person was told of it. */
export interface MyFinding {
  /** Null where its name was not disclosed. */
  readonly rule: string | null;
  readonly name: LocalizedText | null;
}

/** A pre-check in the person's own name. */
export interface MyPrecheck {
  readonly source: string;
  readonly id: string;
  readonly openedAt: string | null;
  readonly subject: string | null;
  readonly decisionPoint: string | null;
  readonly outcome: string | null;
  readonly stage: string;
  readonly justified: boolean;
  readonly breakGlass: boolean;
  readonly findings: readonly MyFinding[];
  readonly appeals: readonly MyAppeal[];
  /** Something that was shown was not appealed against yet. */
  readonly mayAppeal: boolean;
}

/** A page of the pre-checks that were made in the name of a person, the newest first: what they were told, and no more. */
export async function listMyPrechecks(
  { store, organisation }: Pick<Context, "store" | "organisation">,
  disclosures: (source: string, hash: string | null) => Promise<Disclosures>,
  person: string,
  query: PageQuery,
): Promise<{ readonly prechecks: readonly MyPrecheck[]; readonly next?: string }> {
  const { keys } = namedPerson(await organisation.book(), person);
  let select = store.db
    .selectFrom("precheck")
    .selectAll()
    .where("person", "in", keys)
    .where("opened_position", "is not", null);
  if (query.cursor !== undefined) select = select.where("opened_position", "<", Number(query.cursor));
  const found = await select.orderBy("opened_position", "desc").limit(fetchLimit(query)).execute();
  const { rows, ...next } = page(found, query, ({ opened_position: place }) => place ?? 0);
  const ids = rows.map(({ id }) => id);
  const appeals =
    ids.length === 0
      ? []
      : await store.db.selectFrom("appeal").selectAll().where("decision", "in", ids).orderBy("id").execute();
  const prechecks: MyPrecheck[] = [];
  for (const row of rows) {
    // oxlint-disable-next-line no-await-in-loop -- nearly always a look into memory
    const seen = seenFindings(row, await disclosures(row.source, row.bundle_hash));
    const own = appeals.filter(({ source, decision }) => source === row.source && decision === row.id);
    prechecks.push({
      source: row.source,
      id: row.id,
      openedAt: row.opened_at?.toISOString() ?? null,
      subject: row.subject,
      decisionPoint: row.point,
      outcome: row.outcome,
      stage: row.stage,
      justified: row.justified,
      breakGlass: row.break_glass,
      findings: toldOf(seen),
      appeals: appealsAsTold(own),
      mayAppeal: seen.some(({ rule }) => !own.some((appeal) => appeal.rule === rule)),
    });
  }
  return { prechecks, ...next };
}

const isFull = ({ disclosure }: Pick<SeenFinding, "disclosure">): boolean => disclosure === "full";

/** Those without a disclosed name are one: how many there are is not told either. */
const toldOf = (seen: readonly SeenFinding[]): readonly MyFinding[] => [
  ...seen.filter(isFull).map(({ rule, name }) => ({ rule, name })),
  ...(seen.every(isFull) ? [] : [{ rule: null, name: null }]),
];
