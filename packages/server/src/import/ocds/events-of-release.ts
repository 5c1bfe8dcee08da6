import type { Json, JsonObject } from "@probity/contracts";
import { awardDrafts, readAwards } from "./awards.ts";
import { bidDrafts, readBids } from "./bids.ts";
import { contractDrafts, readContracts } from "./contracts.ts";
import { readDate } from "./date.ts";
import type { Candidate, Context, Draft, ImportedType } from "./draft.ts";
import { endOf } from "./draft.ts";
import { evaluationDrafts } from "./evaluation.ts";
import { eventId } from "./event-id.ts";
import type { Issue, IssueSink } from "./issue.ts";
import { createIssueSink } from "./issue.ts";
import { object, text } from "./json-value.ts";
import { toStandardShape } from "./national.ts";
import { openingDrafts } from "./opening.ts";
import { inOrder } from "./order.ts";
import { createOrganisations, reference } from "./organisation.ts";
import { paymentDrafts } from "./payments.ts";
import { planningDrafts } from "./planning.ts";
import { tenderDates, tenderDrafts } from "./tender.ts";

/** An event of a release: everything of the envelope but the source. */
export interface ImportedEvent {
  readonly id: string;
  readonly type: ImportedType;
  /** The `ocid`. */
  readonly subject: string;
  readonly time: string;
  readonly data: JsonObject;
}

/** What a release shows. */
export interface ReleaseEvents {
  /** Undefined when the release names no process; then there are no events. */
  readonly ocid: string | undefined;
  readonly events: readonly ImportedEvent[];
  readonly issues: readonly Issue[];
}

/** Options of {@link eventsOfRelease}. */
export interface ReleaseOptions {
  /** IANA zone in which dates without an offset are read, and whole dates are days. */
  readonly timeZone: string;
}

/**
 * The power-exercise events that an OCDS release (compiled, or merged from several) shows, with their original times,
 * in the order in which they are to be recorded. Pure. Nothing is invented: an act that left no trace in the data gives
 * no event, and who acted with which power, which OCDS does not say, stays absent.
 */
export function eventsOfRelease(source: JsonObject, options: ReleaseOptions): ReleaseEvents {
  const sink = createIssueSink();
  const ocid = text(source["ocid"]);
  if (ocid === undefined || ocid.length > 500 || hasControlCharacter(ocid)) {
    sink.add("release.no_ocid", "ocid", text(source["id"]));
    return { ocid: undefined, events: [], issues: sink.issues };
  }
  const drafts = inOrder(draftsOf(createContext(ocid, source, options, sink)), sink);
  const events = drafts.map((draft) => ({
    id: eventId(ocid, draft),
    type: draft.type,
    subject: ocid,
    time: draft.time,
    data: draft.data,
  }));
  return { ocid, events, issues: sink.issues };
}

function hasControlCharacter(value: string): boolean {
  // oxlint-disable-next-line no-control-regex -- the envelope's own rule for `subject`
  return /[\u0000-\u001f]/.test(value);
}

function createContext(ocid: string, source: JsonObject, options: ReleaseOptions, sink: IssueSink): Context {
  const release = toStandardShape(source);
  const organisations = createOrganisations(release, sink);
  const date = (value: Json | undefined, where: string): ReturnType<typeof readDate> =>
    readDate(value, where, options.timeZone, sink);
  const released = date(release["date"], "date");
  const buyer = reference(organisations.read(object(release["buyer"]), "buyer"));
  return { ocid, release, organisations, buyer, sink, date, released };
}

function draftsOf(context: Context): readonly Draft[] {
  const dates = tenderDates(context);
  const period = object(object(context.release["tender"])["tenderPeriod"]);
  const end = "tender.tenderPeriod.endDate";
  const deadline = endOf(end, context.date(period["endDate"], end));
  const bids = readBids(context);
  const awards = readAwards(context);
  const contracts = readContracts(context);
  const decided = earliest(awards.map((award) => award.decided));
  const signedOf = (awardId: string): Candidate | undefined =>
    contracts.find((contract) => contract.awardId === awardId)?.signed;
  const decidedOf = (awardId: string | undefined): Candidate | undefined =>
    (awards.find((award) => award.id === awardId) ?? (awards.length === 1 ? awards[0] : undefined))?.decided;
  const followed = earliest([
    ...bids.map((bid) => bid.received),
    decided,
    ...contracts.map((contract) => contract.signed),
  ]);
  return [
    ...planningDrafts(context, [dates.published, ...dates.others, followed]),
    ...tenderDrafts(context, dates, followed),
    ...bidDrafts(context, bids, deadline),
    ...openingDrafts(context, bids, deadline),
    ...evaluationDrafts(context, bids, decided, deadline),
    ...awardDrafts(context, awards, signedOf),
    ...contractDrafts(context, contracts, decidedOf),
    ...paymentDrafts(context, contracts),
  ];
}

function earliest(candidates: readonly (Candidate | undefined)[]): Candidate | undefined {
  return candidates
    .filter((item) => item !== undefined)
    .toSorted((a, b) => a.ms - b.ms)
    .at(0);
}
