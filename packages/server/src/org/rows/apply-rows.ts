import { permissions } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { loggingTransaction, ownSource, type ServerEvent } from "../../log/index.ts";
import { registerPeopleIn } from "../../people/index.ts";
import type { Statement, Transaction } from "../../store/index.ts";
import { readBook, textsOf } from "../read-book.ts";
import { keepTree } from "../unit-tree.ts";
import { declaredBy } from "./declare.ts";
import { Draft, type EntryChange, type Known, type KnownPerson, type Row } from "./draft.ts";
import { planDelegations, planHolders, planPeople, planRelations } from "./plan-staff.ts";
import { planChain, planPosts, planUnits } from "./plan-units.ts";
import type { Problem } from "./problem.ts";
import type { RowKind } from "./row-kinds.ts";
import { writeDraft } from "./write-draft.ts";

/** What changing the organisation works with. */
export type OrgContext = Pick<Context, "store" | "log" | "clock" | "newId" | "config">;

/** What became of rows. */
export interface RowReport {
  readonly kind: RowKind;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that cannot be taken; with one of them none is. */
  readonly refused: number;
  /** False for a dry run, and when a row was refused: nothing was changed then. */
  readonly applied: boolean;
  /** The first 1000. */
  readonly problems: readonly Problem[];
  /** Ids of what was added or changed, at most 1000. */
  readonly ids: readonly string[];
}

/** How rows are taken. */
export interface RowOrder {
  readonly kind: RowKind;
  readonly rows: readonly Row[];
  /** Found wrong before: with one of them no row is taken. */
  readonly problems: readonly Problem[];
  readonly by: string;
  readonly dryRun: boolean;
  /** SHA-256 of the file; undefined for a single change. */
  readonly fileSha256?: string | undefined;
}

const planners: Readonly<Record<RowKind, (draft: Draft, rows: readonly Row[]) => void>> = {
  units: planUnits,
  chain: planChain,
  posts: planPosts,
  people: planPeople,
  holders: planHolders,
  delegations: planDelegations,
  relations: planRelations,
};

/** Events that the log takes at a time. */
const logBatch = 1_000;

const takeHead: Statement = {
  name: "org-head-take",
  text: "update org_head set revision = revision + 1 where id = 1 returning revision",
};

/** Undoes the transaction of rows that are not taken. */
class NotTaken extends Error {
  readonly report: RowReport;
  constructor(report: RowReport) {
    super("nothing was changed");
    this.report = report;
  }
}

/**
 * Takes rows over, all or none, in one transaction with what the log tells of them (LO-7). Rows that say what is so already
 * change nothing: the same file can be sent again.
 */
export async function applyRows(context: OrgContext, order: RowOrder): Promise<RowReport> {
  try {
    return await loggingTransaction(context.store, async (transaction) => {
      const [head] = await transaction.run<{ revision: number }>(takeHead, []);
      if (head === undefined) throw new Error("the organisation has no head");
      const draft = await planRows(context, transaction, order, head.revision);
      const report = reportOf(order, draft);
      if (!report.applied || draft.changes.length === 0) throw new NotTaken(report);
      await write(context, transaction, order, draft, head.revision);
      return report;
    });
  } catch (error) {
    if (error instanceof NotTaken) return error.report;
    throw error;
  }
}

async function planRows(
  { clock, newId, config }: OrgContext,
  transaction: Transaction,
  { kind, rows }: RowOrder,
  revision: number,
): Promise<Draft> {
  const known = await readKnown(transaction, kind, rows);
  const book = await readBook(transaction);
  const draft = new Draft(book, known, { now: clock(), revision, zone: config.timeZone, newId });
  planners[kind](draft, rows);
  return draft;
}

function reportOf({ kind, rows, problems, dryRun }: RowOrder, draft: Draft): RowReport {
  const refused = new Set([...problems.map(({ line }) => line), ...draft.refusedLines]).size;
  return {
    kind,
    rows: rows.length + new Set(problems.map(({ line }) => line)).size,
    ...draft.counts,
    refused,
    applied: refused === 0 && !dryRun,
    problems: [...problems, ...draft.problems].toSorted((a, b) => a.line - b.line).slice(0, 1_000),
    ids: draft.changes.slice(0, 1_000).map(({ id }) => id),
  };
}

async function write(
  { log }: OrgContext,
  transaction: Transaction,
  { by, fileSha256 }: RowOrder,
  draft: Draft,
  revision: number,
): Promise<void> {
  const now = new Date(draft.now);
  const accounts = await registerPeopleIn(transaction, draft.people, { now, by });
  await writeDraft(transaction, draft, { by, revision });
  if (draft.units.length > 0) await keepTree(transaction, draft.book, draft.now);
  const entries = draft.changes.map((change) => entryEvent(change, by, fileSha256));
  const events = [...accounts, ...entries];
  for (let at = 0; at < events.length; at += logBatch)
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await log.logServerEvents(transaction, ownSource, events.slice(at, at + logBatch));
}

/** What the log tells of a change of the organisation: ids, no names. */
export function entryEvent(
  { validFrom, validTo, ...entry }: EntryChange,
  by: string,
  fileSha256?: string,
): ServerEvent {
  const dates = {
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
  };
  const file = fileSha256 === undefined ? {} : { fileSha256 };
  return {
    type: "directory.entry.changed",
    data: { entry: { ...entry, fields: [...entry.fields], ...dates, by, ...file } },
  };
}

const findPeople: Statement = {
  name: "org-find-people",
  text: `select p.id, p.name, o.unit, o.email, o.phone, o.keys from person p left join org_person o on o.person = p.id
    where p.id = any($1::text[])`,
};

/** Columns in which rows name people. */
const personColumns: Readonly<Partial<Record<RowKind, readonly string[]>>> = {
  people: ["id"],
  holders: ["person"],
  delegations: ["from", "to"],
};

async function readKnown(transaction: Transaction, kind: RowKind, rows: readonly Row[]): Promise<Known> {
  const named = (columns: readonly string[]): readonly string[] => [
    ...new Set(rows.flatMap(({ cells }) => columns.flatMap((column) => cells[column] ?? []))),
  ];
  const people = named(personColumns[kind] ?? []);
  const found =
    people.length === 0
      ? []
      : await transaction.run<Omit<KnownPerson, "keys"> & { readonly keys: string | null }>(findPeople, [
          people,
        ]);
  const known = found.map((row): KnownPerson => ({ ...row, keys: textsOf(row.keys ?? "[]") }));
  return {
    people: new Map(known.map((person) => [person.id, person])),
    relations: kind === "relations" ? await declaredBy(transaction, named(["from"]), named(["id"])) : [],
    isPermission: (word) => permissions.some((permission) => permission === word),
  };
}
