import type { Json, JsonObject } from "@probity/contracts";
import { isObject, object, objects, text } from "./json-value.ts";

/** Brings known deviations of publishers into the OCDS shape; everything else passes unchanged. */
export function toStandardShape(release: JsonObject): JsonObject {
  const tender = release["tender"];
  return {
    ...release,
    ...(isObject(tender) ? { tender: standardTender(tender) } : {}),
    ...(isObject(release["awards"]) ? { awards: [standardAward(release["awards"])] } : {}),
    // Paraguay writes `contract` in one export and `contracts` in the next.
    ...(release["contracts"] === undefined && release["contract"] !== undefined
      ? { contracts: release["contract"] }
      : {}),
  };
}

/** Taiwan's converter wrote `tederPeriod` and `numberOfBids`, Moldova's `numberOfTenders`. */
function standardTender(tender: JsonObject): JsonObject {
  return {
    ...tender,
    tenderPeriod: tender["tenderPeriod"] ?? tender["tederPeriod"],
    numberOfTenderers: tender["numberOfTenderers"] ?? tender["numberOfTenders"] ?? tender["numberOfBids"],
  };
}

/** Taiwan has one award object for the whole process, with the winners inside its items. */
function standardAward(award: JsonObject): JsonObject {
  const items = objects(award["items"]);
  const suppliers = items.flatMap((item) => objects(item["suppliers"]));
  return {
    id: award["id"],
    status: award["status"] ?? (text(award["awardDate"]) === undefined ? undefined : "active"),
    date: award["date"] ?? award["awardDate"],
    noticeDate: award["awardAnnounceDate"],
    suppliers: award["suppliers"] ?? suppliers,
    value: award["value"] ?? award["totalAwardValue"],
    items: items.map((item): Json => ({ classification: object(item["classification"]) })),
  };
}
