import type { Json, JsonObject } from "@probity/contracts";
import { categoryCodes, readCode, tenderStatusCodes } from "./codes.ts";
import type { Candidate, Context, Draft } from "./draft.ts";
import { startOf, timeOf } from "./draft.ts";
import { compact, object, objects, text } from "./json-value.ts";
import { readMoney } from "./money.ts";
import { reference } from "./organisation.ts";
import { cut, firstClassification, readMethod } from "./tender-fields.ts";

const type = "procurement.tender.published";
const unpublished = new Set(["planning", "planned"]);

/** Dates that can stand for the notice. */
export interface TenderDates {
  /** When the notice went out, if anybody wrote it down. */
  readonly published: Candidate | undefined;
  /** Other dates of the tender, the closest first. */
  readonly others: readonly (Candidate | undefined)[];
}

/** Reads the dates that can stand for the notice. */
export function tenderDates(context: Context): TenderDates {
  const tender = object(context.release["tender"]);
  const read = (from: string, value: Json | undefined): Candidate | undefined =>
    startOf(from, context.date(value, from));
  return {
    published:
      read("tender.datePublished", tender["datePublished"]) ??
      read("tender.announcementDate", tender["announcementDate"]) ??
      read("publishedDate", context.release["publishedDate"]),
    others: [
      read("tender.tenderPeriod.startDate", object(tender["tenderPeriod"])["startDate"]),
      read("tender.enquiryPeriod.startDate", object(tender["enquiryPeriod"])["startDate"]),
      read("tender.enquiryPeriod.endDate", object(tender["enquiryPeriod"])["endDate"]),
      read("tender.tenderPeriod.endDate", object(tender["tenderPeriod"])["endDate"]),
    ],
  };
}

/** The notice, when the release shows a tender beyond its plan. `followed` is the first act after it. */
export function tenderDrafts(
  context: Context,
  dates: TenderDates,
  followed: Candidate | undefined,
): readonly Draft[] {
  const source = context.release["tender"];
  if (source === undefined || source === null) return [];
  const tender = object(source);
  const status = readCode(text(tender["status"]), tenderStatusCodes, "tender.status", context.sink);
  if (status !== undefined && unpublished.has(status)) return [];
  const fields = compact(tenderFields(context, tender, status));
  if (Object.keys(fields).length === 0) return [];
  const at = timeOf(context, type, dates.published, [...dates.others, followed]);
  const data = {
    ocid: context.ocid,
    buyer: context.buyer,
    tender: fields,
    process: { instanceId: context.ocid },
  };
  return [{ type, key: text(tender["id"]) ?? "", ...at, data: compact(data) }];
}

function tenderFields(context: Context, tender: JsonObject, status: string | undefined): JsonObject {
  const { sink } = context;
  return {
    procuringEntity: reference(
      context.organisations.read(object(tender["procuringEntity"]), "tender.procuringEntity"),
    ),
    id: text(tender["id"]),
    title: cut(
      text(tender["title"]) ?? text(tender["description"]) ?? text(context.release["name"]),
      "tender.title",
      sink,
    ),
    status,
    ...readMethod(tender, sink),
    mainProcurementCategory: readCode(
      text(tender["mainProcurementCategory"]),
      categoryCodes,
      "tender.mainProcurementCategory",
      sink,
    ),
    classification: firstClassification(tender),
    value: readMoney(tender["value"], "tender.value", sink),
    lots: lotsOf(tender),
    tenderPeriod: periodOf(context, object(tender["tenderPeriod"]), "tender.tenderPeriod"),
    eligibilityCriteria: cut(
      text(tender["eligibilityCriteria"]),
      "tender.eligibilityCriteria",
      sink,
      100_000,
    ),
    awardCriteria: cut(text(tender["awardCriteria"]), "tender.awardCriteria", sink),
  };
}

function lotsOf(tender: JsonObject): readonly JsonObject[] {
  return objects(tender["lots"]).flatMap((lot) => {
    const id = text(lot["id"]);
    return id === undefined ? [] : [{ id }];
  });
}

function periodOf(context: Context, period: JsonObject, where: string): JsonObject {
  return {
    startDate: context.date(period["startDate"], `${where}.startDate`)?.text,
    endDate: context.date(period["endDate"], `${where}.endDate`)?.text,
  };
}
