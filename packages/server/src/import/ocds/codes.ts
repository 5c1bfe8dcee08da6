import type { IssueSink } from "./issue.ts";

/** A closed code list and the national words that mean one of its codes. Keys are lower case. */
export interface CodeList {
  readonly codes: readonly string[];
  readonly words: { readonly [word: string]: string };
}

/** OCDS method codes. The national word itself is kept in `procurementMethodDetails`. */
export const methodCodes: CodeList = {
  codes: ["open", "selective", "limited", "direct"],
  words: {
    // Moldova: open tender, and request for price quotations, which any supplier may answer.
    "licitaţie publică": "open",
    "licitație publică": "open",
    "cerere a ofertelor de preţuri": "open",
    "cerere a ofertelor de prețuri": "open",
    // Taiwan (政府採購法 art. 18-23, 49).
    公開招標: "open",
    公開取得報價單或企劃書: "open",
    "選擇性招標(個案)": "selective",
    "選擇性招標(建立合格廠商名單)": "selective",
    "限制性招標(經公開評選或公開徵求)": "limited",
    "限制性招標(未經公開評選或公開徵求)": "direct",
    // China (招标投标法, 政府采购法).
    公开招标: "open",
    邀请招标: "selective",
    竞争性谈判: "limited",
    竞争性磋商: "limited",
    询价: "limited",
    单一来源: "direct",
    单一来源采购: "direct",
  },
};

/** OCDS tender statuses. */
export const tenderStatusCodes: CodeList = {
  codes: ["planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn"],
  words: {
    // Moldova: receiving offers, evaluating offers, contract in execution.
    "primirea ofertelor": "active",
    "evaluarea ofertelor": "active",
    "executarea contractului": "complete",
    completed: "complete",
    canceled: "cancelled",
  },
};

/** OCDS bid statuses. */
export const bidStatusCodes: CodeList = {
  codes: ["invited", "pending", "valid", "disqualified", "withdrawn"],
  words: {
    // OpenProcurement calls a bid that takes part `active`, a rejected one `unsuccessful` or `invalid`.
    active: "valid",
    qualified: "valid",
    "not-qualified": "disqualified",
    unsuccessful: "disqualified",
    invalid: "disqualified",
    rejected: "disqualified",
    deleted: "withdrawn",
  },
};

/** OCDS award statuses. */
export const awardStatusCodes: CodeList = {
  codes: ["pending", "active", "cancelled", "unsuccessful"],
  words: { canceled: "cancelled" },
};

/** OCDS main categories. */
export const categoryCodes: CodeList = {
  codes: ["goods", "works", "services"],
  words: {
    consultingservices: "services",
    货物: "goods",
    工程: "works",
    服务: "services",
    財物: "goods",
    勞務: "services",
  },
};

/** The code of a national word. An unknown one is kept as it is and reported, never guessed. */
export function readCode(
  value: string | undefined,
  list: CodeList,
  where: string,
  sink: IssueSink,
): string | undefined {
  if (value === undefined) return undefined;
  const lower = value.toLowerCase();
  if (list.codes.includes(lower)) return lower;
  const known = Object.hasOwn(list.words, lower) ? list.words[lower] : undefined;
  if (known !== undefined) return known;
  sink.add("code.unknown", where, value);
  return value;
}
