import type { BuiltinEvents, Finding, JsonObject } from "@probity/contracts";
import type { Transaction } from "../../store/index.ts";
import type { EventScore, LogEvent } from "../score-event.ts";
import { momentIn } from "./day.ts";
import { expiryNotices, flagNotice, isExpiry } from "./hold-notices.ts";
import { findingOf, type Notice } from "./notice.ts";
import {
  bundleNotice,
  breakerNotice,
  indeterminateNotice,
  parityNotice,
  precisionNotice,
} from "./rule-notices.ts";
import { noticeRules } from "./rules.ts";
import { equivocationNotice, gapNotice, silenceNotice, witnessNotice } from "./stream-notices.ts";
import { type SupervisionLimits, supervisionNotices } from "./supervision-notices.ts";
import { tallyNotices } from "./tally-notices.ts";

/** What notices are found by. */
export interface NoticeOptions {
  readonly timeZone: string;
  readonly limits: SupervisionLimits;
}

const noticeTypes: ReadonlySet<string> = new Set(Object.values(noticeRules).map(({ at }) => at));

/** What the notice rules say about one event. */
export interface NoticeScore {
  readonly findings: readonly Finding[];
  /** Why they could not judge it. */
  readonly failure?: string | undefined;
}

/** Scores of the events that are about the reporting itself, by position; they need no bundle (LO-1, LO-6). */
export async function findNotices(
  transaction: Transaction,
  events: readonly LogEvent[],
  options: NoticeOptions,
): Promise<ReadonlyMap<number, NoticeScore>> {
  const found = new Map<number, NoticeScore>();
  for (const event of events) {
    if (!noticeTypes.has(event.type)) continue;
    if (event.type === "precheck.decision.recorded" && !isExpiry(event)) continue;
    // oxlint-disable-next-line no-await-in-loop -- one connection, and few events are notices
    found.set(event.position, await scoreNotice(transaction, event, options));
  }
  return found;
}

/** A score with what the notice rules add. Without a bundle they are all there is to say, and nothing has failed. */
export function withNotice(score: EventScore, { findings, failure }: NoticeScore): EventScore {
  const others = score.findings;
  return {
    ...score,
    findings: [...findings, ...others],
    failure: failure ?? (others.length > 0 ? score.failure : undefined),
  };
}

/** Data that is not what was accepted, such as that of a damaged disk, must not stop the events behind it (AL-4). */
async function scoreNotice(
  transaction: Transaction,
  event: LogEvent,
  options: NoticeOptions,
): Promise<NoticeScore> {
  if (event.body === "") return { findings: [], failure: "the payload was erased before it was scored" };
  try {
    const notices = await noticesOf(transaction, event, options);
    return { findings: notices.map(findingOf) };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError))
      throw error;
    return { findings: [], failure: `${error.name}: ${error.message}` };
  }
}

async function noticesOf(
  transaction: Transaction,
  event: LogEvent,
  { timeZone, limits }: NoticeOptions,
): Promise<readonly Notice[]> {
  // Validated when it was accepted.
  const { data } = JSON.parse(event.body) as { readonly data: JsonObject };
  const when = (moment: string): string => momentIn(moment, timeZone);
  // Each was validated by the schema of its type before it was accepted.
  switch (event.type) {
    case "account.read.recorded":
    case "account.login.recorded":
    case "case.state.changed":
      return await supervisionNotices(transaction, event, data, limits);
    case "stream.gap":
      return [gapNotice(data as unknown as BuiltinEvents["stream.gap"])];
    case "stream.equivocation":
      return [equivocationNotice(data as unknown as BuiltinEvents["stream.equivocation"])];
    case "source.silent":
      return [silenceNotice(data as unknown as BuiltinEvents["source.silent"], when)];
    case "log.unwitnessed":
      return [witnessNotice(data as unknown as BuiltinEvents["log.unwitnessed"], when)];
    case "bundle.version.refused":
      return [bundleNotice(data as unknown as BuiltinEvents["bundle.version.refused"])];
    case "rule.breaker.opened":
      return [breakerNotice(data as unknown as BuiltinEvents["rule.breaker.opened"])];
    case "rule.parity.diverged":
      return [parityNotice(data as unknown as BuiltinEvents["rule.parity.diverged"])];
    case "rule.precision.fell":
      return [precisionNotice(data as unknown as BuiltinEvents["rule.precision.fell"])];
    case "precheck.act.flagged":
      return [flagNotice(data as unknown as BuiltinEvents["precheck.act.flagged"], when)];
    case "precheck.decision.recorded":
      return await expiryNotices(transaction, event, data, when);
    case "rule.indeterminate.exceeded":
      return [
        await indeterminateNotice(
          transaction,
          event,
          data as unknown as BuiltinEvents["rule.indeterminate.exceeded"],
        ),
      ];
    default:
      return await tallyNotices(
        transaction,
        event,
        data as unknown as BuiltinEvents["source.tally"],
        timeZone,
      );
  }
}
