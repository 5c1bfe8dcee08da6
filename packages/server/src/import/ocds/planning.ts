import type { JsonObject } from "@probity/contracts";
import { categoryCodes, readCode } from "./codes.ts";
import type { Candidate, Context, Draft } from "./draft.ts";
import { startOf, timeOf } from "./draft.ts";
import { compact, object, text } from "./json-value.ts";
import { readMoney } from "./money.ts";
import { cut, firstClassification, readMethod } from "./tender-fields.ts";

const type = "procurement.method.decided";

/**
 * The decision on plan and method, when the release shows a plan, a method or an estimate. A release with nothing but
 * its buyer is a purchase that was registered: it becomes this event too, and is reported as `release.registration_only`.
 */
export function planningDrafts(
  context: Context,
  known: readonly (Candidate | undefined)[],
): readonly Draft[] {
  const tender = object(context.release["tender"]);
  const data = {
    ocid: context.ocid,
    buyer: context.buyer,
    planning: planningOf(context),
    tender: {
      ...readMethod(tender, context.sink),
      mainProcurementCategory: readCode(
        text(tender["mainProcurementCategory"]),
        categoryCodes,
        "tender.mainProcurementCategory",
        context.sink,
      ),
      classification: firstClassification(tender),
      value: readMoney(tender["value"], "tender.value", context.sink),
      procurementMethodRationale: cut(
        text(tender["procurementMethodRationale"]) ?? text(tender["causeDescription"]),
        "tender.procurementMethodRationale",
        context.sink,
        100_000,
      ),
    },
    process: { instanceId: context.ocid },
  };
  const shown = compact({ planning: data.planning, tender: data.tender });
  const hasMore = ["tender", "awards", "contracts", "bids"].some((key) => context.release[key] !== undefined);
  if (Object.keys(shown).length === 0 && hasMore) return [];
  if (Object.keys(shown).length === 0) context.sink.add("release.registration_only", "tender");
  const decided = startOf(
    "planning.date",
    context.date(object(context.release["planning"])["date"], "planning.date"),
  );
  const at = timeOf(context, type, decided, known);
  return [{ type, key: "", ...at, data: compact(data) }];
}

function planningOf(context: Context): JsonObject {
  const budget = object(object(context.release["planning"])["budget"]);
  const tenderBudget = object(object(context.release["tender"])["budget"])["value"];
  const amount = budget["amount"] ?? budget["value"] ?? tenderBudget;
  return {
    budget: {
      amount: readMoney(amount, "planning.budget.amount", context.sink),
      id: text(budget["id"]),
      projectId: text(budget["projectID"]),
    },
  };
}
