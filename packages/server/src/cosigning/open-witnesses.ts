import type { ServerConfig } from "../config/index.ts";
import { readPolicy } from "../witness/index.ts";
import { createWitnesses, type Witnesses, type WitnessesOptions } from "./witnesses.ts";

/** What the configuration says about witnesses. */
export type WitnessConfig = Pick<
  ServerConfig,
  "witnessPolicyFile" | "witnessSeconds" | "witnessAlarmMinutes"
>;

/**
 * The witnesses of the policy that the configuration names; undefined when it names none. Throws `PROBITY_E_FILE` or
 * `PROBITY_E_LOG_POLICY`: a server that was told to have witnesses does not start without them.
 */
export function openWitnesses(
  { witnessPolicyFile, witnessSeconds, witnessAlarmMinutes }: WitnessConfig,
  parts: Omit<WitnessesOptions, "policy" | "intervalMs" | "alarmMs">,
): Witnesses | undefined {
  if (witnessPolicyFile === undefined) return undefined;
  return createWitnesses({
    ...parts,
    policy: readPolicy(witnessPolicyFile),
    intervalMs: witnessSeconds * 1000,
    alarmMs: witnessAlarmMinutes * 60_000,
  });
}
