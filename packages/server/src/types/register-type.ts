import { type EventType, type Json, ProbityError } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import type { Store, Transaction } from "../store/index.ts";
import { incompatibilities } from "./incompatibilities.ts";
import { builtinTypes, registeredType } from "./known-type.ts";
import { schemaProblems } from "./schema-profile.ts";

/** Versions of all types of one source. Each is compiled and kept in memory. */
const maxVersions = 1000;

/** What became of a registration. */
export type Registration = "registered" | "updated" | "unchanged";

/**
 * Registers an event type for a source, or with '' for all (EV-3). The same definition again changes nothing. Throws
 * `PROBITY_E_TYPE_SCHEMA`, or `PROBITY_E_TYPE_INCOMPATIBLE` with the list of what would break.
 */
export async function registerType(
  store: Store,
  owner: string,
  type: EventType,
  now: Date,
): Promise<Registration> {
  // The route checked that the body is JSON.
  const problems = schemaProblems(type.schema as Json);
  if (problems.length > 0) {
    throw new ProbityError("PROBITY_E_TYPE_SCHEMA", `the schema of ${type.type} cannot be used`, {
      errors: problems,
    });
  }
  registeredType(owner, type);
  const builtin = builtinTypes.get(type.type);
  if (builtin !== undefined) return unchangedOrTaken(builtin.definition, type, "is built in");
  return await store.transaction(async ({ db }) => {
    // One registration at a time: two that would both be compatible with today may not be so with each other.
    await db.selectFrom("log_head").select("id").forUpdate().execute();
    const rows = await db
      .selectFrom("event_type")
      .select(["owner", "definition"])
      .where("type", "=", type.type)
      .where("owner", "in", owner === "" ? [""] : ["", owner])
      .orderBy("owner")
      .orderBy("created_at", "desc")
      .execute();
    const [row] = rows;
    // Stored by this function.
    const old = row === undefined ? undefined : (JSON.parse(row.definition) as EventType);
    if (row !== undefined && old !== undefined && row.owner !== owner) {
      return unchangedOrTaken(old, type, "is registered for every source");
    }
    if (old !== undefined && sameType(old, type)) return "unchanged";
    if (old !== undefined) refuseBreaking(old, type);
    if (owner === "") await refuseBreakingSources(db, type);
    await refuseTooMany(db, owner);
    const definition = JSON.stringify(type);
    await db
      .insertInto("event_type")
      .values({ owner, type: type.type, version: type.version, definition, created_at: now.toISOString() })
      .execute();
    return old === undefined ? "registered" : "updated";
  });
}

/** A type for every source takes the place of one that a source registered before: its events must stay valid. */
async function refuseBreakingSources(db: Transaction["db"], type: EventType): Promise<void> {
  const rows = await db
    .selectFrom("event_type")
    .select(["owner", "definition"])
    .where("type", "=", type.type)
    .where("owner", "<>", "")
    .orderBy("created_at")
    .execute();
  // The newest of each source wins. Stored by registerType.
  const newest = new Map(rows.map(({ owner, definition }) => [owner, JSON.parse(definition) as EventType]));
  for (const [owner, old] of newest) {
    const errors = incompatibilities(old, type);
    if (errors.length === 0) continue;
    throw new ProbityError(
      "PROBITY_E_TYPE_INCOMPATIBLE",
      `${type.type} ${type.version} breaks ${old.version}, which ${owner} registered`,
      { errors },
    );
  }
}

async function refuseTooMany(db: Transaction["db"], owner: string): Promise<void> {
  const { count } = await db
    .selectFrom("event_type")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("owner", "=", owner)
    .executeTakeFirstOrThrow();
  if (count < maxVersions) return;
  throw new ProbityError(
    "PROBITY_E_TYPE_SCHEMA",
    `${count} versions of event types are registered, which is the most`,
  );
}

function unchangedOrTaken(old: EventType, type: EventType, why: string): Registration {
  if (sameType(old, type)) return "unchanged";
  throw new ProbityError("PROBITY_E_TYPE_INCOMPATIBLE", `${type.type} ${why} and cannot be changed`, {
    errors: [{ path: "/type", message: `${type.type} ${why}` }],
  });
}

function refuseBreaking(old: EventType, type: EventType): void {
  const errors = [...incompatibilities(old, type)];
  if (compareVersions(type.version, old.version) <= 0) {
    errors.push({ path: "/version", message: `must be higher than ${old.version}` });
  }
  if (errors.length === 0) return;
  throw new ProbityError(
    "PROBITY_E_TYPE_INCOMPATIBLE",
    `${type.type} ${type.version} breaks ${old.version}`,
    { errors },
  );
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split(".").map(Number));
  return (x?.[0] ?? 0) - (y?.[0] ?? 0) || (x?.[1] ?? 0) - (y?.[1] ?? 0);
}

const sameType = (a: EventType, b: EventType): boolean =>
  // Both are JSON, as above.
  canonicalJson(JSON.parse(JSON.stringify(a)) as Json) ===
  canonicalJson(JSON.parse(JSON.stringify(b)) as Json);
