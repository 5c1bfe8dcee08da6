import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Desk } from "../../bench/support/desk.ts";
import { at, listIn } from "../../bench/support/json.ts";
import { builtinModels, defaultBindings } from "@probity/models";
import { type DemoEvent, type SourceId, sources } from "./history/event.ts";
import { relations } from "./history/relations.ts";
import { type Place, unlessThere } from "./office/fill-organisation.ts";

const sourceIds = Object.keys(sources) as readonly SourceId[]; // the keys of a constant

/** What the finance system declares: nobody prepares and approves one payment. */
const incompatible = [{ definitionId: "payment", stepA: "prepare", stepB: "approve" }];

/** Where a rule is judged at both, the award is when its record is whole: before, it could not tell. */
const award = "procurement.award.decided";
const evaluated = "procurement.bid.evaluated";
const judgedAtAward = new Set(
  builtinModels()
    .flatMap(({ model }) => model.rules)
    .filter(({ at: points }) => points.includes(award) && points.includes(evaluated))
    .map(({ id }) => id),
);

/** Registers the business systems and binds every built-in rule to each. Before there are people: then two would have to. */
export async function fillSources({ operator, file }: Place): Promise<void> {
  if (file.isDone("sources")) return;
  for (const id of sourceIds) {
    const issued = await unlessThere(
      () => operator.ask("POST", "/ops/sources", { id, name: sources[id] }),
      () => operator.ask("POST", `/ops/sources/${id}/rotate`, {}),
    );
    file.save({ keys: { ...file.state.keys, [id]: String(at(issued, "key")) } });
    await operator.ask("PUT", `/ops/sources/${id}/bindings`, { bindings: bindingsOf(id) });
  }
  file.finish("sources");
}

const bindingsOf = (source: SourceId): readonly object[] =>
  defaultBindings(source).map((binding) => ({
    ...binding,
    ...(binding.rule === "GEN-SOD-001" ? { params: { pairs: incompatible } } : {}),
    ...(judgedAtAward.has(binding.rule) ? { at: [award] } : {}),
  }));

/** Takes the registers over. The same rows are imported once. */
export async function fillRelations({ operator, file }: Place): Promise<void> {
  if (file.isDone("relations")) return;
  const rows = relations().map((row, n) => ({ line: n + 1, ...row }));
  const sha256 = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
  const state = await operator.ask("POST", "/ops/links/import", { name: "demo register", sha256 });
  const id = String(at(state, "id"));
  const after = Number(at(state, "line") ?? 0);
  const part = rows.filter(({ line }) => line > after);
  if (at(state, "finishedAt") === undefined || at(state, "finishedAt") === null) {
    if (part.length > 0)
      await operator.ask("POST", `/ops/links/import/${id}/rows`, { after, line: rows.length, rows: part });
    await operator.ask("POST", `/ops/links/import/${id}/end`, {});
  }
  file.finish("relations");
}

const batchSize = 250;

/** Sends what is not there yet, in the order in which it happened; `told` hears how many events are there. */
export async function fillEvents(
  { url, file, operator }: Place,
  events: readonly DemoEvent[],
  told: (count: number) => void,
): Promise<void> {
  if (file.isDone("events")) return;
  // Across sources as well: a rule may look at what another one reported before.
  for (const batch of batches(events)) {
    const key = file.state.keys[batch.source] ?? "";
    const answer = await fetch(`${url}/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/cloudevents-batch+json" },
      body: JSON.stringify(batch.events),
    });
    if (!answer.ok) throw new Error(`events of ${batch.source}: ${answer.status} ${await answer.text()}`);
    demandTaken(await answer.json());
    told(batch.end);
  }
  await scored(operator);
  file.finish("events");
}

function demandTaken(answer: unknown): void {
  const refused = listIn(answer, "results").find(
    (one) => !["accepted", "duplicate"].includes(String(at(one, "status"))),
  );
  if (refused !== undefined) throw new Error(`an event was not taken: ${JSON.stringify(refused)}`);
}

interface Batch {
  readonly source: SourceId;
  readonly events: readonly DemoEvent[];
  /** How many events there are with this one. */
  readonly end: number;
}

/** A time after the other: at most so many events at once, then by source. */
function batches(events: readonly DemoEvent[]): readonly Batch[] {
  const all: Batch[] = [];
  let end = 0;
  for (let from = 0; from < events.length; from += batchSize) {
    const window = events.slice(from, from + batchSize);
    for (const source of sourceIds) {
      const own = window.filter((event) => event.source === source);
      end += own.length;
      if (own.length > 0) all.push({ source, events: own, end });
    }
  }
  return all;
}

/** Waits until every event is scored. */
export async function scored(operator: Desk): Promise<void> {
  for (const end = performance.now() + 120_000; performance.now() < end; await sleep(50))
    if (Number(at(await operator.ask("GET", "/ops/stats"), "lag")) === 0) return;
  throw new Error("the server does not come to an end with its events");
}
