import { type JsonObject, ProbityError } from "@probity/contracts";
import { type Granted, grantsOfPerson } from "../../access/index.ts";
import { every, type Repeated } from "../../watch/index.ts";
import { type CaseParts, type CaseWork, workOnCases } from "../work.ts";
import type { BulkAct, BulkItem, BulkKinds, Refusal } from "./act.ts";
import { endAct } from "./ask.ts";
import { itemsOf, keepAct, lockNextAct } from "./store-act.ts";
import { tryOne } from "./try-one.ts";

/** What carries acts on many things on. */
export type BulkParts = CaseParts & { readonly bulkKinds: BulkKinds };

/** As many refusals are told. */
const maxRefusals = 100;

/** So long rehearsals go on in one transaction: on the embedded database everybody else waits meanwhile. */
const sliceMs = 50;

/** The things of the act under way: a list of thousands is read once. */
interface Known {
  id: string;
  items: readonly BulkItem[];
}

/**
 * Makes what takes one act a little further, and says whether there was one. First each thing is rehearsed, which changes
 * nothing; where one refuses, none is changed. Then each is changed in a transaction of its own, with how far the act is: after
 * a crash, and on whatever server, it goes on where it was, and nothing has its turn twice. What refuses all the same, because
 * somebody else was faster, is said in the act.
 */
export function createBulkRunner(parts: BulkParts): () => Promise<boolean> {
  const known: Known = { id: "", items: [] };
  return () =>
    workOnCases(parts, async (work) => {
      const act = await lockNextAct(work.transaction, work.now);
      if (act === undefined) return false;
      if (known.id !== act.id)
        Object.assign(known, { id: act.id, items: await itemsOf(work.transaction, act.id) });
      if (act.state === "waiting") await keepAct(work.transaction, { ...act, state: "running" });
      else if (act.done >= act.total) await finishPass(work, act);
      else await keepAct(work.transaction, await carryOn(work, parts.bulkKinds, act, known.items));
      return true;
    });
}

/** All had their turn in this state. */
async function finishPass(work: CaseWork, act: BulkAct): Promise<void> {
  if (act.state === "running") await endAct(work, act, "done");
  else if (act.refused > 0) await endAct(work, act, "refused");
  else await keepAct(work.transaction, { ...act, state: "waiting", done: 0 });
}

async function carryOn(
  work: CaseWork,
  kinds: BulkKinds,
  act: BulkAct,
  items: readonly BulkItem[],
): Promise<BulkAct> {
  const by = await actorOf(work, act.by_person);
  const kind = kinds[act.kind];
  if (kind === undefined) throw new Error(`no act named ${act.kind}`);
  // Written by askBulk.
  const input = JSON.parse(act.input) as JsonObject;
  const isRehearsal = act.state === "checking";
  // Only rehearsals go on: what they locked they have given back.
  const until = performance.now() + (isRehearsal ? sliceMs : 0);
  let next = act;
  for (let more = true; more; more = next.done < next.total && performance.now() < until) {
    const item = items[next.done];
    if (item === undefined) throw new Error(`the act ${act.id} has lost its things`);
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const refusal = await tryOne(work, item, isRehearsal, (own) => kind(own, item, input, demanded(by)));
    next = passed(next, refusal);
  }
  return next;
}

function passed(act: BulkAct, refusal: Refusal | undefined): BulkAct {
  const done = act.done + 1;
  if (refusal === undefined) return { ...act, done };
  // Written here.
  const told = JSON.parse(act.refusals) as readonly Refusal[];
  const refusals = told.length < maxRefusals ? JSON.stringify([...told, refusal]) : act.refusals;
  return { ...act, done, refused: act.refused + 1, refusals };
}

/** Who asked for it, with what they may do now; undefined for whoever has left meanwhile. */
async function actorOf({ transaction, now }: CaseWork, id: string): Promise<Granted | undefined> {
  const person = await transaction.db
    .selectFrom("person")
    .select("id")
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return person === undefined ? undefined : { id, ...(await grantsOfPerson(transaction, id, now)) };
}

function demanded(by: Granted | undefined): Granted {
  if (by === undefined) throw new ProbityError("PROBITY_E_FORBIDDEN", "whoever asked for it has left");
  return by;
}

/** Carries acts on by itself. */
export function watchBulk(
  parts: BulkParts & {
    readonly everyMs: number;
    readonly onActed: () => Promise<void>;
    readonly onError: (error: unknown) => void;
  },
): Repeated {
  const next = createBulkRunner(parts);
  const state = { stopping: false };
  const round = async (): Promise<void> => {
    let acted = false;
    // oxlint-disable-next-line no-await-in-loop -- one after the other, and others between
    while (!state.stopping && (await next())) acted = true;
    if (acted) await parts.onActed();
  };
  const repeated = every(parts.everyMs, round, parts.onError);
  return {
    wake: () => repeated.wake(),
    stop: async () => {
      state.stopping = true;
      await repeated.stop();
    },
  };
}
