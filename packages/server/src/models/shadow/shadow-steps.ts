import type { Act, Held, LifeOptions, StepWork } from "../advance.ts";
import { insertProof } from "../proofs.ts";
import { readShadowReport } from "./shadow-report.ts";

/** What entering shadow does beside the step: events behind the end of the log are judged, counts begin anew. */
export async function enterShadow({ transaction, version }: Held): Promise<StepWork> {
  const { db } = transaction;
  const { id, digest } = version;
  for (const table of ["shadow_day", "shadow_finding"] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await db.deleteFrom(table).where("model", "=", id).where("digest", "=", digest).execute();
  }
  const { next_position } = await db
    .selectFrom("log_head")
    .select("next_position")
    .where("id", "=", 1)
    .executeTakeFirstOrThrow();
  return { set: { shadow_from: next_position - 1 } };
}

/** What leaving shadow does beside the step: what was found so far is kept with the version. */
export async function leaveShadow(options: LifeOptions, act: Act, held: Held): Promise<StepWork> {
  const { transaction, version, now } = held;
  if (version.state !== "shadow") return {};
  const report = await readShadowReport(transaction, version);
  const ok = report.total.failed === 0;
  const proof = {
    kind: "shadow",
    digest: version.digest,
    casesDigest: null,
    ok,
    by: act.by,
    result: report,
  } as const;
  await insertProof(transaction, version, { id: options.newId(), ...proof }, now);
  return {};
}
