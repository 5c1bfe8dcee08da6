import type { JsonObject } from "@probity/contracts";
import { categoryCodes, readCode } from "./codes.ts";
import type { Candidate, Context, Draft } from "./draft.ts";
import { startOf, timeOf } from "./draft.ts";
import { compact, object, objects, text } from "./json-value.ts";
import { readMoney } from "./money.ts";
import { reference } from "./organisation.ts";

const type = "contract.signed";
const kinds: { readonly [category: string]: string } = {
  goods: "purchase",
  works: "works",
  services: "service",
};

/** A contract as the payments under it need it. */
export interface Contract {
  readonly id: string;
  readonly awardId: string | undefined;
  readonly source: JsonObject;
  readonly signed: Candidate | undefined;
}

/** The contracts of the release. One without an id is named by its place, which is reported. */
export function readContracts(context: Context): readonly Contract[] {
  return objects(context.release["contracts"]).map((source, index) => {
    const id = text(source["id"]);
    if (id === undefined) context.sink.add("id.missing", "contracts[].id");
    const signed = startOf(
      "contracts[].dateSigned",
      context.date(source["dateSigned"], "contracts[].dateSigned"),
    );
    return { id: id ?? `#${index + 1}`, awardId: text(source["awardID"]), source, signed };
  });
}

/** One event a contract that was signed; one that is still `pending` is not. */
export function contractDrafts(
  context: Context,
  contracts: readonly Contract[],
  decidedOf: (awardId: string | undefined) => Candidate | undefined,
): readonly Draft[] {
  return contracts.flatMap((contract) => {
    if (text(contract.source["status"]) === "pending" && contract.signed === undefined) return [];
    const data = {
      ocid: context.ocid,
      buyer: context.buyer,
      contracts: [contractFields(context, contract)],
      process: { instanceId: context.ocid },
    };
    const start = startOf(
      "contracts[].period.startDate",
      context.date(object(contract.source["period"])["startDate"], "contracts[].period.startDate"),
    );
    const at = timeOf(context, type, contract.signed, [decidedOf(contract.awardId), start]);
    return [{ type, key: contract.id, ...at, data: compact(data) }];
  });
}

function contractFields(context: Context, contract: Contract): JsonObject {
  const { source } = contract;
  const period = object(source["period"]);
  const tender = object(context.release["tender"]);
  const category = readCode(
    text(tender["mainProcurementCategory"]),
    categoryCodes,
    "tender.mainProcurementCategory",
    context.sink,
  );
  return {
    id: contract.id,
    kind: category === undefined ? undefined : kinds[category],
    awardID: contract.awardId,
    dateSigned: context.date(source["dateSigned"], "contracts[].dateSigned")?.text,
    suppliers: context.organisations
      .readAll(objects(source["suppliers"]), "contracts[].suppliers[]")
      .map((supplier) => reference(supplier) ?? {}),
    value: readMoney(source["value"], "contracts[].value", context.sink),
    period: {
      startDate: context.date(period["startDate"], "contracts[].period.startDate")?.text,
      endDate: context.date(period["endDate"], "contracts[].period.endDate")?.text,
    },
  };
}
