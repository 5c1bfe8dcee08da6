import type { JsonObject } from "@probity/contracts";
import type { Bid } from "./bids.ts";
import type { Candidate, Context, Draft } from "./draft.ts";
import { latest, startOf, timeOf } from "./draft.ts";
import { compact, object, objects, text } from "./json-value.ts";

const type = "procurement.bid.evaluated";

/** The evaluation, when at least one bid has a status that only an evaluation gives. */
export function evaluationDrafts(
  context: Context,
  bids: readonly Bid[],
  decided: Candidate | undefined,
  deadline: Candidate | undefined,
): readonly Draft[] {
  const evaluated = bids.filter((bid) => bid.status === "valid" || bid.status === "disqualified");
  if (evaluated.length === 0) return [];
  const tender = object(context.release["tender"]);
  const received = latest(bids.map((bid) => bid.received));
  const at = timeOf(context, type, qualified(context, tender), [decided, received, deadline]);
  const data = {
    ocid: context.ocid,
    tender: { id: text(tender["id"]) },
    bids: { details: evaluated.map((bid) => resultOf(bid)) },
    process: { instanceId: context.ocid },
  };
  return [{ type, key: "", ...at, data: compact(data) }];
}

function resultOf(bid: Bid): JsonObject {
  return { id: bid.id, status: bid.status, disqualification: bid.disqualification };
}

/** The last qualification (Armenia writes one a bid), or the end of the evaluation period of OCDS extensions. */
function qualified(context: Context, tender: JsonObject): Candidate | undefined {
  const where = "tender.qualifications[].date";
  const dates = objects(tender["qualifications"]).map((item) =>
    startOf(where, context.date(item["date"], where)),
  );
  const period = object(tender["evaluationPeriod"])["endDate"];
  return (
    latest(dates) ??
    startOf("tender.evaluationPeriod.endDate", context.date(period, "tender.evaluationPeriod.endDate"))
  );
}
