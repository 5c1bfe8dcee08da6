import { ProbityError } from "@probity/contracts";
import type { ProvableLog, SignedCheckpoint } from "../log/index.ts";
import { isUnavailable, type Statement, type Store } from "../store/index.ts";
import { type CheckpointFile, checkpointFile } from "./checkpoint-file.ts";
import { checkTree, type KnownNote, sizeInDatabase } from "./check-tree.ts";
import { createKeeper, type Keeper } from "./keeper.ts";
import { createRefusals, type Refusal, type Refusals, type Report } from "./refusals.ts";

/**
 * Watches that the database holds the log that was published (LO-5). A restored backup would otherwise sign a second
 * history: the server then only reads, sources keep what they have, and a person decides.
 */
export interface Guard {
  /** The error with which everything is refused that would log or sign; undefined when all is well. */
  mayLog(): ProbityError | undefined;
  /** Compares the database with all that is known, and goes on watching. To be called once, before anything is logged. */
  start(log: ProvableLog): Promise<void>;
  /** After a lost connection waits for the check that is due; what it found is for {@link mayLog} to say. */
  ready(): Promise<void>;
  /** Compares again. False when it could not be done now; until it can, nothing is logged. */
  check(): Promise<boolean>;
  /** Something outside knows a log that this one is not; undefined takes it back. */
  setWitnessed(witness: string, detail: string | undefined): void;
  refusals(): readonly Refusal[];
  /** Entries in the database now. */
  treeSize(): Promise<number>;
  /** Where the last checkpoint is kept. */
  readonly path: string;
  /** Keeps the last checkpoint and stops watching. */
  close(): Promise<void>;
}

/** What {@link createGuard} works with. */
export interface GuardOptions {
  readonly store: Store;
  readonly dataDir: string;
  readonly origin: string;
  /** Key of the log. */
  readonly vkey: string;
  /** Told when nothing may be logged any more, when it may again, and when the checkpoint could not be kept. */
  readonly report: Report;
}

const recheckMs = 1_000;
const notChecked = "the log is compared with what was published";

const selectNewest: Statement = {
  name: "guard-checkpoints",
  text: `(select note from log_checkpoint where split_part(note, E'\\n', 1) = $1 order by size desc limit 1)
    union (select note from log_checkpoint where witnessed and split_part(note, E'\\n', 1) = $1
      order by size desc limit 1)`,
};

async function knownNotes(
  store: Store,
  file: CheckpointFile,
  { origin, checkpoints }: ProvableLog,
): Promise<readonly KnownNote[]> {
  const signed = checkpoints.newest()?.note;
  const outside = file.read();
  const stored = await store.run<{ note: string }>(selectNewest, [origin]);
  return [
    ...(outside === undefined ? [] : [{ place: file.path, note: outside }]),
    ...(signed === undefined ? [] : [{ place: "memory", note: signed }]),
    ...stored.map(({ note }) => ({ place: "table log_checkpoint", note })),
  ];
}

/** The database may come back from another backup. A connection that is given back broken says `true`. */
function onLostConnection({ pool }: Store, then: () => void): () => void {
  const lost = (error: unknown): void => {
    if (error === true || isUnavailable(error)) then();
  };
  pool.on("error", lost).on("release", lost);
  return () => void pool.off("error", lost).off("release", lost);
}

/** What is signed beside the published log is not to be kept in its place. */
const publishedBy = (log: ProvableLog, refused: Refusals): SignedCheckpoint | undefined =>
  refused.list().length === 0 ? log.checkpoints.newest() : undefined;

function refusalOf(refused: Refusals, checked: boolean): ProbityError | undefined {
  const [first] = refused.list();
  if (first !== undefined) return new ProbityError("PROBITY_E_LOG_ROLLED_BACK", first.detail);
  return checked ? undefined : new ProbityError("PROBITY_E_UNAVAILABLE", notChecked);
}

/** A guard that lets nothing pass before its first check. */
export function createGuard(options: GuardOptions): Guard {
  const { store, dataDir, origin, report } = options;
  const file = checkpointFile(dataDir, origin);
  const refused = createRefusals(report);
  const watch: { log?: ProvableLog; keeper?: Keeper; timer?: NodeJS.Timeout } = {};
  let checked = false;
  let losses = 0;
  let checking: Promise<boolean> | undefined;

  const compare = async (): Promise<boolean> => {
    const { log } = watch;
    if (log === undefined) return false;
    try {
      const before = losses;
      const { wrong } = await checkTree({ ...options, log, known: await knownNotes(store, file, log) });
      refused.set("database", wrong);
      // A connection that broke meanwhile asks for another check.
      checked = losses === before;
      return true;
    } catch (error) {
      checked = false;
      report("error", { err: error }, "the log could not be compared with what was published; tried again");
      return false;
    }
  };
  const check = (): Promise<boolean> =>
    (checking ??= compare().finally(() => {
      checking = undefined;
    }));
  const unwatch = onLostConnection(store, () => {
    losses += 1;
    checked = false;
  });
  return {
    path: file.path,
    refusals: () => refused.list(),
    mayLog: () => refusalOf(refused, checked),
    ready: async () => {
      // Once more when a connection broke during the check that was under way.
      if (!checked) await check();
      if (!checked) await check();
    },
    check,
    treeSize: () => sizeInDatabase(store),
    setWitnessed: (witness, detail) => refused.set(`witness ${witness}`, detail),
    async start(log) {
      watch.log = log;
      watch.keeper = createKeeper(file, () => publishedBy(log, refused), report);
      await check();
      const again = (): void => void (checked && !refused.has("database") ? undefined : check());
      watch.timer = setInterval(again, recheckMs).unref();
    },
    async close() {
      clearInterval(watch.timer);
      unwatch();
      await checking;
      await watch.keeper?.close();
    },
  };
}
