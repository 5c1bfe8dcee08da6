import type { JsonObject } from "@probity/contracts";
import { type EntityKind, refText, type RelationKind } from "../kinds.ts";
import { entityRef } from "../norm.ts";
import type { RelationRow } from "../read-relation.ts";
import type { FileItem } from "./file-item.ts";

/** Interests of BODS 0.4 and the kind that each stands for; others are refused by name. */
const interests: ReadonlyMap<string, RelationKind> = new Map([
  ["shareholding", "shareholder"],
  ["votingRights", "controls"],
  ["appointmentOfBoard", "controls"],
  ["otherInfluenceOrControl", "controls"],
  ["controlViaCompanyRulesOrArticles", "controls"],
  ["controlByLegalFramework", "controls"],
  ["boardMember", "director"],
  ["boardChair", "director"],
  ["seniorManagingOfficial", "manager"],
]);

/** Records of a file that relationships may name; more are refused, so that memory stays bounded. */
const maxRecords = 2_000_000;
const maxInterests = 100;

const objectOf = (value: unknown): JsonObject =>
  // Of parsed JSON.
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** True for a statement of the Beneficial Ownership Data Standard. */
export const isBods = (value: JsonObject): boolean =>
  textOf(value["recordType"]) !== undefined && textOf(value["recordId"]) !== undefined;

/**
 * Reads statements of BODS 0.4 in the order of the file: persons and entities by their first identifier
 * (`<scheme>-<id>`, as OCDS has it), or by their record where they have none; relationships by their interests. A share
 * that is only known as a range counts with its lower bound.
 */
export function bodsReader(): (statement: JsonObject, line: number) => FileItem {
  const records = new Map<string, string>();
  return (statement, line) => {
    const details = objectOf(statement["recordDetails"]);
    const recordId = textOf(statement["recordId"]) ?? "";
    switch (statement["recordType"]) {
      case "person":
      case "entity": {
        const kind = statement["recordType"] === "person" ? "person" : "organisation";
        const ref = records.size < maxRecords ? recordRef(kind, recordId, details) : undefined;
        if (ref === undefined) return refused(line, `the ${kind} ${recordId} has no usable key`);
        records.set(recordId, ref);
        return { line, rows: [], problems: [] };
      }
      case "relationship":
        return relationships(statement, details, records, line);
      default:
        return refused(line, "recordType is neither entity nor person nor relationship");
    }
  };
}

const refused = (line: number, problem: string): FileItem => ({ line, rows: [], problems: [problem] });

function recordRef(kind: EntityKind, recordId: string, details: JsonObject): string | undefined {
  const [first] = listOf(details["identifiers"]).map(objectOf);
  const id = textOf(first?.["id"]);
  const scheme = textOf(first?.["scheme"]);
  const key = id === undefined ? `bods-${recordId}` : scheme === undefined ? id : `${scheme}-${id}`;
  const ref = entityRef(kind, key);
  return ref === undefined ? undefined : refText(ref);
}

function relationships(
  statement: JsonObject,
  details: JsonObject,
  records: ReadonlyMap<string, string>,
  line: number,
): FileItem {
  const from = records.get(textOf(details["interestedParty"]) ?? "");
  const to = records.get(textOf(details["subject"]) ?? "");
  if (from === undefined) return refused(line, "the interested party is not among the records before it");
  if (to === undefined) return refused(line, "the subject is not among the records before it");
  const closed =
    statement["recordStatus"] === "closed" ? textOf(statement["statementDate"])?.slice(0, 10) : undefined;
  const rows: RelationRow[] = [];
  const problems: string[] = [];
  for (const interest of listOf(details["interests"]).slice(0, maxInterests).map(objectOf)) {
    const kind = interests.get(textOf(interest["type"]) ?? "");
    if (kind === undefined)
      problems.push(
        `interest ${(textOf(interest["type"]) ?? "without a type").slice(0, 80)} stands for no relation`,
      );
    else rows.push({ from, to, ...interestRow(kind, interest, closed) });
  }
  if (rows.length === 0 && problems.length === 0) problems.push("it states no interest");
  return { line, rows, problems };
}

function interestRow(
  kind: RelationKind,
  interest: JsonObject,
  closed: string | undefined,
): Omit<RelationRow, "from" | "to"> {
  const share = objectOf(interest["share"]);
  const percent = [share["exact"], share["minimum"], share["exclusiveMinimum"]].find(
    (value): value is number => typeof value === "number",
  );
  const indirect =
    interest["beneficialOwnershipOrControl"] === true && interest["directOrIndirect"] === "indirect";
  const validFrom = textOf(interest["startDate"]);
  const validTo = textOf(interest["endDate"]) ?? closed;
  return {
    kind: kind === "shareholder" && indirect ? "beneficial_owner" : kind,
    ...(percent === undefined || kind !== "shareholder" ? {} : { share: Math.round(percent * 1e7) / 1e9 }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
  };
}
