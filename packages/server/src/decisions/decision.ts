import type { JsonObject } from "@probity/contracts";
import { isPlain } from "../plain-text.ts";

/** One pre-check as its events tell it: a row of the table `precheck`. */
export interface Decision {
  readonly source: string;
  readonly id: string;
  /** How far it came: `acted` (only the act is known), `opened`, `overridden`, `expired`, `aborted`, `committed`. */
  stage: Stage;
  point: string | null;
  subject: string | null;
  outcome: string | null;
  mode: string | null;
  answered_by: string | null;
  degraded: boolean | null;
  bundle_version: number | null;
  bundle_hash: string | null;
  draft_hash: string | null;
  judged_at: string | null;
  unit: string | null;
  district: string | null;
  region: string | null;
  opened_at: string | null;
  /** When it stops to be a hold by itself; null before its answer is known. */
  expires_at: string | null;
  /** Until when an approval keeps it a hold, at least (PC-7); null where none does. */
  held_until: string | null;
  /** Who asked, as the events name them; null where they do not say, or it was erased. */
  person: string | null;
  /** Place in the log of its answer. */
  opened_position: number | null;
  closed_at: string | null;
  justified: boolean;
  break_glass: boolean;
  act_event: string | null;
  act_position: number | null;
  parity: Parity | null;
  /** JSON of the {@link NotedFinding}s that hit or could not be judged; null when there may have been more. */
  findings: string | null;
}

/** How the replay of an act ended (RU-6). */
export type Parity = "equal" | "diverged" | "not_comparable";

/** Stages in the order in which they replace each other, whatever order their events come in. */
export const stages = ["acted", "opened", "overridden", "expired", "aborted", "committed"] as const;

/** One of {@link stages}. */
export type Stage = (typeof stages)[number];

/** What a binding said, as the SDK recorded it. SDKs before 0.2 recorded hits and what could not be judged only. */
export interface NotedFinding {
  readonly rule: string;
  readonly result: string;
  /** Absent from SDKs before 0.2. */
  readonly binding?: string | undefined;
  readonly action?: string | undefined;
  readonly weakenedFrom?: string | undefined;
  readonly exception?: string | undefined;
}

/** A pre-check of which nothing is known yet. */
export const newDecision = (source: string, id: string): Decision => ({
  source,
  id,
  stage: "acted",
  point: null,
  subject: null,
  outcome: null,
  mode: null,
  answered_by: null,
  degraded: null,
  bundle_version: null,
  bundle_hash: null,
  draft_hash: null,
  judged_at: null,
  unit: null,
  district: null,
  region: null,
  opened_at: null,
  expires_at: null,
  held_until: null,
  person: null,
  opened_position: null,
  closed_at: null,
  justified: false,
  break_glass: false,
  act_event: null,
  act_position: null,
  parity: null,
  findings: null,
});

/** Neither done, nor given up, nor expired. */
export const isOpen = ({ stage }: Pick<Decision, "stage">): boolean =>
  stage === "opened" || stage === "overridden";

/** The later of two stages. */
export const laterStage = (a: Stage, b: Stage): Stage => (stages.indexOf(a) >= stages.indexOf(b) ? a : b);

/** A text that can be stored and is not too long for an index; undefined for anything else. */
export function textIn(block: JsonObject, name: string, limit = 200): string | undefined {
  const value = Object.hasOwn(block, name) ? block[name] : undefined;
  const usable = typeof value === "string" && value !== "" && value.length <= limit;
  return usable && isPlain(value) ? value : undefined;
}
