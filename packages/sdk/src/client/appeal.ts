import { askServer, foreign, ownClaims, paused, refuse, type ServerCalls } from "./ask-server.ts";
import type { Core } from "./core.ts";
import type { Appeal, AppealAnswer } from "./probity.ts";

const isRaised = (said: object): said is { readonly state: "open" } => Reflect.get(said, "state") === "open";

/** The record of the pre-check travels with the events; an appeal may be faster. */
const pauseMs = 250;
const defaultWaitMs = 5_000;

/** Appeals against a decision; see `Probity.appeal`. Never rejects. */
export const appeal = async (
  core: Core,
  calls: ServerCalls,
  token: string,
  { waitMs = defaultWaitMs, ...said }: Appeal,
): Promise<AppealAnswer> => {
  try {
    const claims = ownClaims(core, calls, token);
    if (claims === undefined) return foreign;
    const path = `/v1/precheck/${encodeURIComponent(claims.jti)}/appeal`;
    const body = { ...said, personId: core.privacy.person(said.personId) };
    const end = core.clock.monotonic() + waitMs;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      const answer = await askServer(calls, path, isRaised, body);
      if (answer.ok) return { ok: true };
      const left = end - core.clock.monotonic();
      if (answer.code !== "PROBITY_E_NOT_FOUND" || left <= 0 || core.closed()) return answer;
      // oxlint-disable-next-line no-await-in-loop
      await paused(Math.min(pauseMs, left), undefined);
    }
  } catch (cause) {
    return refuse("PROBITY_E_REQUEST", `the appeal cannot be read: ${String(cause)}`);
  }
};
