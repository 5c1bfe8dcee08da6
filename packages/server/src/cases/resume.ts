import { ProbityError } from "@probity/contracts";
import type { Statement } from "../store/index.ts";
import { every, inTurn, type Repeated } from "../watch/index.ts";
import { moveCase } from "./move-case.ts";
import type { Track } from "./states.ts";
import { type CaseParts, workOnCases } from "./work.ts";

const ended: Statement = {
  name: "case-pauses-ended",
  text: `select case_id, track from case_pause where to_at is null and until_at <= $1::timestamptz
    order by until_at limit 200`,
};

/** Ends pauses that have reached their longest time, each once over all servers. */
export async function resumeEnded(parts: CaseParts): Promise<number> {
  const now = new Date(parts.clock()).toISOString();
  const due = await parts.store.run<{ case_id: string; track: Track }>(ended, [now]);
  await inTurn(due, async ({ case_id: id, track }) => {
    try {
      await workOnCases(parts, (work) => moveCase(work, { id, track }, "resume", "system", {}));
    } catch (error) {
      // Another server, or a person, was faster.
      if (!(error instanceof ProbityError) || error.code !== "PROBITY_E_CASE_STATE") throw error;
    }
  });
  return due.length;
}

/** Looks for pauses that have ended, by itself. */
export const watchPauses = (
  parts: CaseParts & {
    readonly everyMs: number;
    readonly onLogged: () => void;
    readonly onError: (error: unknown) => void;
  },
): Repeated =>
  every(
    parts.everyMs,
    async () => {
      if ((await resumeEnded(parts)) > 0) parts.onLogged();
    },
    parts.onError,
  );
