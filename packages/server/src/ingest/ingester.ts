import { type IngestResponse, ProbityError } from "@probity/contracts";
import { formatProof } from "@probity/tlog";
import type { Durability, ProvableLog, SignedCheckpoint } from "../log/index.ts";
import type { Bundles } from "../rules/index.ts";
import { isUnavailable, type Store } from "../store/index.ts";
import { type CommittedGroup, commitGroup, type GroupResult } from "./commit-group.ts";
import { equivocationOf } from "./judge-streams.ts";
import { logEquivocation } from "./log-equivocation.ts";
import { responseOf } from "./results.ts";
import type { Submission, Taken } from "./submission.ts";
import { createWriter, type WriterLimits } from "./writer.ts";

/** Takes requests into the log and answers with receipts. */
export interface Ingester {
  /** Resolves when every event of the request is durable. Throws coded errors; then nothing of it was taken. */
  ingest(submission: Submission): Promise<IngestResponse>;
  /** Resolves when every request under way is answered. */
  close(): Promise<void>;
}

/** What {@link createIngester} works with. */
export interface IngesterOptions {
  readonly store: Store;
  readonly log: ProvableLog;
  readonly durability: Durability;
  readonly clock: () => number;
  readonly bundles: Pick<Bundles, "head">;
  /** Told when events were accepted. */
  readonly onAccepted: () => void;
}

/** The embedded database serves one transaction at a time, and pre-checks must get their turn between two. */
const limits: Readonly<Record<Store["engine"], WriterLimits>> = {
  postgres: {
    groups: 2,
    groupEvents: 1000,
    groupBytes: 4 * 1024 * 1024,
    waitingEvents: 20_000,
    waitingBytes: 64 * 1024 * 1024,
  },
  pglite: {
    groups: 1,
    groupEvents: 200,
    groupBytes: 1024 * 1024,
    waitingEvents: 10_000,
    waitingBytes: 32 * 1024 * 1024,
  },
};

/** Makes the one writer of a process. */
export function createIngester(options: IngesterOptions): Ingester {
  const { store, log, durability, clock } = options;
  const commit = async (group: readonly Submission[]): Promise<readonly (Taken | ProbityError)[]> => {
    try {
      return await receipts(options, await commitGroup(store, log, group, new Date(clock())));
    } catch (error) {
      if (group.length === 1 || isUnavailable(error) || error instanceof ProbityError) throw error;
      // Something in one of them breaks the statement for all: each on its own, so that the others get through.
      return await oneByOne(group, commit);
    }
  };
  const writer = createWriter<Taken>(limits[store.engine], commit);
  return {
    ingest: async (submission) => {
      log.assertOpen();
      if (submission.items.length === 0)
        return await withBundle(options, submission.source, responseOf({ results: [] }));
      try {
        const response = responseOf(await writer.submit(submission));
        if (response.accepted > 0) options.onAccepted();
        return await withBundle(options, submission.source, response);
      } catch (error) {
        const equivocation = equivocationOf(error);
        if (equivocation !== undefined) await logEquivocation(store, log, submission.source, equivocation);
        throw error;
      }
    },
    close: async () => {
      await writer.idle();
      await durability.through(0);
    },
  };
}

/** Every answer says which bundle is in force (RU-6); one that cannot be asked for changes nothing about what was taken. */
async function withBundle(
  { bundles }: IngesterOptions,
  source: string,
  response: IngestResponse,
): Promise<IngestResponse> {
  try {
    const head = await bundles.head(source);
    return head === undefined
      ? response
      : { ...response, bundle: { version: head.version, hash: head.hash } };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return response;
  }
}

async function oneByOne(
  group: readonly Submission[],
  commit: (group: readonly Submission[]) => Promise<readonly (Taken | ProbityError)[]>,
): Promise<readonly (Taken | ProbityError)[]> {
  const outcomes: (Taken | ProbityError)[] = [];
  for (const submission of group) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      outcomes.push(...(await commit([submission])));
    } catch (cause) {
      outcomes.push(
        cause instanceof ProbityError ? cause : new ProbityError("PROBITY_E_INTERNAL", "", { cause }),
      );
    }
  }
  return outcomes;
}

/** Signs the tree once for the whole group, and proves the last entry of each request. */
async function receipts(
  { log, durability }: IngesterOptions,
  { outcomes, appended }: CommittedGroup,
): Promise<readonly (Taken | ProbityError)[]> {
  const checkpoint = appended && log.checkpoints.sign(appended.size, appended.prover.root);
  const prove = async (position: number): Promise<string> => {
    if (appended === undefined || checkpoint === undefined || position < appended.firstPosition)
      return await log.receipt(position);
    return proofOf(appended, checkpoint, position);
  };
  return await Promise.all(
    outcomes.map(async (outcome): Promise<Taken | ProbityError> => {
      if (outcome instanceof ProbityError) return outcome;
      const { results, last, speaksOf }: GroupResult = outcome;
      await durability.through(speaksOf);
      return last === 0 ? { results } : { results, receipt: await prove(last) };
    }),
  );
}

function proofOf(
  { prover }: NonNullable<CommittedGroup["appended"]>,
  checkpoint: SignedCheckpoint,
  position: number,
): string {
  const index = position - 1;
  return formatProof({ index, proof: prover.prove(index), checkpoint: checkpoint.note });
}
