import type { JsonObject } from "@probity/contracts";
import type { EntityKind, EntityRef, RelationKind } from "./kinds.ts";
import { isRelationKind } from "./kinds.ts";
import { type DayPart, readMoment } from "./moment.ts";
import { entityRef } from "./norm.ts";
import { certain, inferred, type NewRelation } from "./relation.ts";

type Reader = (block: JsonObject, zone: string) => readonly NewRelation[];

/** What an event of these types says about links: the block of its data, and how that is read. */
const readers: ReadonlyMap<string, readonly [block: string, read: Reader]> = new Map<
  string,
  readonly [string, Reader]
>([
  ["organisation.relation.recorded", ["link", organisationRelation]],
  ["organisation.profile.recorded", ["organisation", organisationProfile]],
  ["person.relation.recorded", ["relation", personRelation]],
  ["person.holding.recorded", ["holding", personHolding]],
]);

/** True for types whose events tell of links. */
export const tellsOfLinks = (type: string): boolean => readers.has(type);

/**
 * The relations in the data of an event. What cannot be read (a kind outside the catalogue, an empty key) is no relation:
 * the event stays in the log either way. Whole dates are days of `zone`.
 */
export function relationsOf(type: string, data: JsonObject, zone: string): readonly NewRelation[] {
  const reader = readers.get(type);
  if (reader === undefined) return [];
  const [name, read] = reader;
  const block = data[name];
  return typeof block === "object" && block !== null && !Array.isArray(block)
    ? // Of parsed JSON.
      read(block as JsonObject, zone)
    : [];
}

const textOf = (block: JsonObject, name: string): string | undefined => {
  const value = block[name];
  return typeof value === "string" ? value : undefined;
};

function refOf(block: JsonObject, name: string, kind: EntityKind): EntityRef | undefined {
  const value = textOf(block, name);
  return value === undefined ? undefined : entityRef(kind, value);
}

function validity(block: JsonObject, zone: string): Pick<NewRelation, "validFrom" | "validTo"> {
  const read = (name: string, part: DayPart): string | null => {
    const value = textOf(block, name);
    return (value === undefined ? undefined : readMoment(value, part, zone)) ?? null;
  };
  return { validFrom: read("validFrom", "start"), validTo: read("validTo", "end") };
}

/** Those who hold an office are persons; an owner may be either. */
const offices: ReadonlySet<string> = new Set(["director", "supervisor", "manager"]);

function organisationRelation(block: JsonObject, zone: string): readonly NewRelation[] {
  const kind = textOf(block, "kind") ?? "";
  const from = refOf(block, "fromId", offices.has(kind) ? "person" : "party");
  const to = refOf(block, "toId", "organisation");
  if (!isRelationKind(kind) || from === undefined || to === undefined) return [];
  return [{ from, to, kind, share: shareOf(block), ...validity(block, zone), confidence: certain }];
}

function shareOf(block: JsonObject): number | null {
  const { share } = block;
  return typeof share === "number" && share >= 0 && share <= 1 ? share : null;
}

/** Fields of a profile that others can have as well. */
const attributes: readonly (readonly [field: string, EntityKind, RelationKind])[] = [
  ["telephone", "phone", "has_phone"],
  ["email", "email", "has_email"],
  ["address", "address", "has_address"],
  ["premisesId", "address", "has_premises"],
  ["basicAccount", "account", "has_account"],
  ["legalName", "name", "has_name"],
];

function organisationProfile(block: JsonObject, zone: string): readonly NewRelation[] {
  const from = refOf(block, "id", "organisation");
  if (from === undefined) return [];
  const shared = { share: null, ...validity(block, zone) };
  const bearing = attributes.flatMap(([field, entity, kind]): readonly NewRelation[] => {
    const to = refOf(block, field, entity);
    const confidence = kind === "has_name" ? inferred : certain;
    return to === undefined ? [] : [{ from, to, kind, ...shared, confidence }];
  });
  const landlord = refOf(block, "landlordId", "party");
  const unit = refOf(block, "supervisingUnitId", "organisation");
  return [
    ...bearing,
    ...(landlord === undefined
      ? []
      : [{ from: landlord, to: from, kind: "landlord" as const, ...shared, confidence: certain }]),
    ...(unit === undefined
      ? []
      : [{ from, to: unit, kind: "supervised_by" as const, ...shared, confidence: certain }]),
  ];
}

function personRelation(block: JsonObject, zone: string): readonly NewRelation[] {
  const kind = textOf(block, "kind") ?? "";
  const from = refOf(block, "fromPersonId", "person");
  const to = refOf(block, "toPersonId", "person");
  if (!isRelationKind(kind) || from === undefined || to === undefined) return [];
  const confidence = textOf(block, "evidence") === "inferred" ? inferred : certain;
  return [{ from, to, kind, share: null, ...validity(block, zone), confidence }];
}

function personHolding(block: JsonObject, zone: string): readonly NewRelation[] {
  const held: EntityKind =
    { company: "organisation" as const, deposit: "account" as const }[textOf(block, "kind") ?? ""] ??
    "holding";
  const from = refOf(block, "personId", "person");
  const to = refOf(block, "id", held);
  if (from === undefined || to === undefined) return [];
  return [{ from, to, kind: "holds", share: null, ...validity(block, zone), confidence: certain }];
}
