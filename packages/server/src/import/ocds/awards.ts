import type { JsonObject } from "@probity/contracts";
import { lotsOf } from "./bids.ts";
import { awardStatusCodes, readCode } from "./codes.ts";
import type { Candidate, Context, Draft } from "./draft.ts";
import { startOf, timeOf } from "./draft.ts";
import { compact, object, objects, text } from "./json-value.ts";
import { readMoney } from "./money.ts";
import { reference } from "./organisation.ts";

const type = "procurement.award.decided";

/** An award as the events after it need it. */
export interface Award {
  readonly id: string;
  readonly source: JsonObject;
  readonly decided: Candidate | undefined;
}

/** The awards of the release. One without an id is named by its place, which is reported. */
export function readAwards(context: Context): readonly Award[] {
  return objects(context.release["awards"]).map((source, index) => {
    const id = text(source["id"]);
    if (id === undefined) context.sink.add("id.missing", "awards[].id");
    const decided = startOf("awards[].date", context.date(source["date"], "awards[].date"));
    return { id: id ?? `#${index + 1}`, source, decided };
  });
}

/** One event an award; an award that names nobody, no sum and no date shows nothing and gives none. */
export function awardDrafts(
  context: Context,
  awards: readonly Award[],
  signedOf: (awardId: string) => Candidate | undefined,
): readonly Draft[] {
  const tender = object(context.release["tender"]);
  const period = context.date(object(tender["awardPeriod"])["endDate"], "tender.awardPeriod.endDate");
  return awards.flatMap((award) => {
    const fields = awardFields(context, award);
    if (Object.keys(compact({ ...fields, id: undefined })).length === 0) return [];
    const data = {
      ocid: context.ocid,
      buyer: context.buyer,
      tender: { id: text(tender["id"]) },
      awards: [fields],
      process: { instanceId: context.ocid },
    };
    const at = timeOf(context, type, award.decided, [
      signedOf(award.id),
      startOf("tender.awardPeriod.endDate", period),
    ]);
    return [{ type, key: award.id, ...at, data: compact(data) }];
  });
}

function awardFields(context: Context, award: Award): JsonObject {
  const { sink, organisations } = context;
  const { source } = award;
  return {
    id: award.id,
    status: readCode(text(source["status"]), awardStatusCodes, "awards[].status", sink),
    date: context.date(source["date"], "awards[].date")?.text,
    noticeDate: context.date(source["noticeDate"], "awards[].noticeDate")?.text,
    suppliers: organisations
      .readAll(objects(source["suppliers"]), "awards[].suppliers[]")
      .map((supplier) => reference(supplier) ?? {}),
    value: readMoney(source["value"], "awards[].value", sink),
    relatedBid: text(source["relatedBid"]),
    relatedLots: lotsOf(source),
    items: objects(source["items"]).flatMap((item) => {
      const id = text(object(item["classification"])["id"]);
      return id === undefined ? [] : [{ classification: { id } }];
    }),
  };
}
