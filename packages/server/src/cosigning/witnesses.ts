import type { Policy } from "@probity/tlog";
import { emptyRoot, formatCheckpoint, parseVerifierKey, signNote } from "@probity/tlog";
import type { Guard, Report } from "../guard/index.ts";
import type { Signer } from "../keys/index.ts";
import { noteSigner, type ProvableLog } from "../log/index.ts";
import type { Store } from "../store/index.ts";
import { type CosignedNote, createCosignatures } from "./cosignatures.ts";
import { createWitnessLink, type WitnessLink } from "./witness-link.ts";

/** The witnesses of this log: asked for cosignatures all the time, never waited for by ingest (LO-6). */
export interface Witnesses {
  readonly policy: Policy;
  readonly links: readonly Omit<WitnessLink, "probe" | "push">[];
  /** Learns what every witness knows, and asks for the first cosignatures. To be called once, before anything is logged. */
  start(): Promise<void>;
  /** Asks every witness once. */
  round(): Promise<void>;
  /** Takes cosignatures that came by file; undefined when the note brings none. */
  add(note: string): Promise<CosignedNote | undefined>;
  /** The newest checkpoint with a quorum. */
  newest(): Promise<{ readonly note: string; readonly at: Date } | undefined>;
  close(): Promise<void>;
}

/** What {@link createWitnesses} works with. */
export interface WitnessesOptions {
  readonly policy: Policy;
  readonly store: Store;
  readonly log: ProvableLog;
  readonly guard: Guard;
  readonly signer: Signer;
  readonly clock: () => number;
  /** Between two rounds. */
  readonly intervalMs: number;
  /** Without a quorum for this long, `log.unwitnessed` is logged, once until there is one again. */
  readonly alarmMs: number;
  readonly report: Report;
}

const timeoutMs = 5_000;

/** Pseudo source of what the server has to tell about its own log. */
const ownSource = "probity";

/** Opens the way to the witnesses of a policy. */
export function createWitnesses(options: WitnessesOptions): Witnesses {
  const { policy, store, log, guard, signer, clock, intervalMs, report } = options;
  const empty = { origin: log.origin, size: 0, root: emptyRoot(log.digest) };
  const emptyNote = signNote(formatCheckpoint(empty), [noteSigner(signer)]);
  const links = policy.witnesses.map((witness) =>
    createWitnessLink({ witness, log, guard, emptyNote, timeoutMs }),
  );
  const cosignatures = createCosignatures(store, policy, parseVerifierKey(signer.vkey), clock);
  const alarm = createAlarm(options, links);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    if (guard.refusals().length > 0) {
      await Promise.all(links.map((link) => link.probe()));
      return;
    }
    const checkpoint = await log.latestCheckpoint();
    const lines = await Promise.all(links.map((link) => link.push(checkpoint)));
    const found = lines.filter((line) => line !== undefined);
    const cosigned =
      found.length === 0 ? undefined : await cosignatures.add(checkpoint.note + found.join(""));
    if (cosigned?.hasQuorum === true) alarm.quorum();
    else await alarm.none(checkpoint.size);
  };
  const round = (): Promise<void> => {
    running ??= ask()
      .catch((error: unknown) => report("error", { err: error }, "asking the witnesses failed; tried again"))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return {
    policy,
    links,
    round,
    newest: () => cosignatures.newest(),
    add: async (note) => {
      const cosigned = await cosignatures.add(note);
      if (cosigned?.hasQuorum === true) alarm.quorum();
      return cosigned;
    },
    async start() {
      alarm.since((await cosignatures.newest())?.at.getTime());
      await Promise.all(links.map((link) => link.probe()));
      await round();
      timer = setInterval(() => void round(), intervalMs).unref();
    },
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

interface Alarm {
  /** When the last quorum was, milliseconds since 1970, if there ever was one. */
  since(moment: number | undefined): void;
  quorum(): void;
  none(size: number): Promise<void>;
}

function createAlarm(
  { policy, store, log, clock, alarmMs }: WitnessesOptions,
  links: readonly WitnessLink[],
): Alarm {
  let last = clock();
  let raised = false;
  return {
    since: (moment) => {
      last = moment ?? last;
    },
    quorum: () => {
      last = clock();
      raised = false;
    },
    none: async (size) => {
      if (raised || policy.quorum === "none" || clock() - last < alarmMs) return;
      const since = new Date(last).toISOString();
      const detail = links.map((link) => `${link.name}: ${link.detail ?? link.last}`).join("; ");
      const witness = { origin: log.origin, size, since, detail: detail.slice(0, 2000) };
      // The id is that of the outage: other servers of this database, and this one after a restart, do not repeat it.
      const event = { type: "log.unwitnessed", id: `unwitnessed-${since}`, data: { witness } } as const;
      await store.transaction((transaction) => log.logServerEvents(transaction, ownSource, [event]));
      raised = true;
    },
  };
}
