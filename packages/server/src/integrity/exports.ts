import { type JsonObject, ProbityError } from "@probity/contracts";
import { type Granted, isOneWith } from "../access/index.ts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { conflictLook } from "../org/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { demandParty, type Party, partyOf } from "./party.ts";

/** What exports need. */
export type ExportContext = Pick<Context, "store" | "log" | "clock" | "newId" | "organisation" | "links">;

/** An export that a person asked for about themselves, as one member of staff took it up and another one agreed to. */
export interface SubjectExport {
  readonly id: string;
  readonly person: string;
  /** On what lawful request. */
  readonly basis: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly agreedBy: string | null;
  readonly agreedAt: string | null;
}

interface Row {
  readonly id: string;
  readonly person: string;
  readonly basis: string;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly agreed_by: string | null;
  readonly agreed_at: Date | null;
}

/** So long an export can be agreed to, and fetched after that. */
const validMs = 14 * 86_400_000;

const lock: Statement = {
  name: "integrity-export-lock",
  text: "select * from subject_export where id = $1 for update",
};

const insert: Statement = {
  name: "integrity-export-ask",
  text: "insert into subject_export (id, person, basis, asked_by, asked_at) values ($1, $2, $3, $4, $5::timestamptz)",
};

const agree: Statement = {
  name: "integrity-export-agree",
  text: "update subject_export set agreed_by = $2, agreed_at = $3::timestamptz where id = $1",
};

/** Takes a person's request up. Throws `PROBITY_E_NOT_FOUND` for whoever may not, or is close to that person. */
export async function askExport(
  context: ExportContext,
  by: Granted,
  { person, basis }: { readonly person: string; readonly basis: string },
): Promise<SubjectExport> {
  const party = await partyFor(context, by, person);
  const id = context.newId();
  return await inLog(context, by, { id, person: party.id, change: "asked" }, async (transaction, now) => {
    await transaction.run(insert, [id, party.id, basis, by.id, now.toISOString()]);
    return await find(transaction, id);
  });
}

/** Agrees to it, as another person. Throws `PROBITY_E_FOUR_EYES`, and `PROBITY_E_NOT_FOUND` for what is over or not there. */
export async function agreeExport(context: ExportContext, by: Granted, id: string): Promise<SubjectExport> {
  const asked = await find(context.store, id);
  await partyFor(context, by, asked.person);
  return await inLog(
    context,
    by,
    { id, person: asked.person, change: "agreed" },
    async (transaction, now) => {
      const row = await find(transaction, id);
      if (isOneWith(by, row.askedBy))
        throw new ProbityError("PROBITY_E_FOUR_EYES", "somebody else agrees to what one asked for");
      if (row.agreedAt !== null || isOver(row.askedAt, now))
        throw new ProbityError("PROBITY_E_NOT_FOUND", `no open export ${id}`);
      await transaction.run(agree, [id, by.id, now.toISOString()]);
      return await find(transaction, id);
    },
  );
}

/** Gives an export out, to the two who asked for it and agreed to it, and logs that. Throws `PROBITY_E_NOT_FOUND`. */
export async function takeExport(
  context: ExportContext,
  by: Granted,
  id: string,
): Promise<{ readonly order: SubjectExport; readonly party: Party }> {
  const order = await find(context.store, id);
  const party = await partyFor(context, by, order.person);
  const { agreedAt, agreedBy, askedBy } = order;
  const now = new Date(context.clock());
  if (agreedAt === null || isOver(agreedAt, now) || ![askedBy, agreedBy].includes(by.id))
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no export ${id}`);
  await inLog(context, by, { id, person: order.person, change: "taken" }, () => Promise.resolve());
  return { order, party };
}

const isOver = (from: string, now: Date): boolean => now.getTime() - Date.parse(from) > validMs;

async function partyFor(context: ExportContext, by: Granted, person: string): Promise<Party> {
  const look = await conflictLook(context, context.clock());
  const party = partyOf(look, "person", person);
  await demandParty(context.store.db, look, by, "person.export", party);
  return party;
}

async function find(run: Pick<Transaction, "run">, id: string): Promise<SubjectExport> {
  const [row] = await run.run<Row>(lock, [id]);
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no export ${id}`);
  return {
    id: row.id,
    person: row.person,
    basis: row.basis,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    agreedBy: row.agreed_by,
    agreedAt: row.agreed_at?.toISOString() ?? null,
  };
}

async function inLog<T>(
  { store, log, clock }: ExportContext,
  by: Granted,
  told: JsonObject,
  work: (transaction: Transaction, now: Date) => Promise<T>,
): Promise<T> {
  return await loggingTransaction(store, async (transaction) => {
    const done = await work(transaction, new Date(clock()));
    const data = { export: { ...told, by: by.id } };
    await log.logServerEvents(transaction, ownSource, [{ type: "subject.export.changed", data }]);
    return done;
  });
}
