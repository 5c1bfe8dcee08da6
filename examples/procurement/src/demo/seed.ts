import type { BuiltinEventName } from "@probity/contracts";
import type { Probity } from "@probity/sdk";
import type { ActStore, Process, ProcessStore } from "../store/index.ts";
import { pastOf } from "./history.ts";
import { demoTenders, type DemoTender } from "./tenders.ts";

/** What seeding needs of the app. */
export interface SeedTarget {
  readonly processes: ProcessStore;
  readonly history: ActStore;
  readonly probity: Pick<Probity, "emit">;
}

const historyOf: Readonly<Partial<Record<BuiltinEventName, string>>> = {
  "procurement.tender.published": "publish",
  "procurement.bid.opened": "open",
  "procurement.bid.evaluated": "evaluate",
};

/** Puts the prepared tenders into an empty database and emits their past with its original times. */
export function seed(target: SeedTarget, now: number): void {
  if (target.processes.count() > 0) return;
  for (const [index, tender] of demoTenders.entries()) seedTender(target, tender, now + index);
}

function seedTender(target: SeedTarget, tender: DemoTender, now: number): void {
  const { processes, history } = target;
  const fresh: Process = {
    id: tender.id,
    title: tender.title,
    demo: tender.shows,
    stage: "evaluated",
    record: { tender: { value: { amount: tender.estimate, currency: "CNY" } } },
  };
  processes.insert(fresh, now);
  for (const event of pastOf(tender, now, () => processes.find(tender.id) ?? fresh)) {
    processes.merge(tender.id, event.data);
    event.emit(target.probity);
    const act = historyOf[event.type];
    if (act !== undefined)
      history.add({ processId: tender.id, act, actor: "p-wang-min", at: Date.parse(event.time) });
  }
}
