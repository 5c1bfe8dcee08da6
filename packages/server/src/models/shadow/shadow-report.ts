import type { Store } from "../../store/index.ts";
import type { ModelVersion } from "../versions.ts";

/** Counts of a shadow run. */
export interface ShadowCounts {
  readonly hit: number;
  readonly clear: number;
  readonly notApplicable: number;
  readonly indeterminate: number;
  /** Hits that the version in force has as well, that it has not, and that it has alone. */
  readonly kept: number;
  readonly new: number;
  readonly lost: number;
  /** Events that it could not be asked about. */
  readonly failed: number;
}

/** What a version found in live traffic while it was in shadow. */
export interface ShadowReport {
  readonly digest: string;
  /** Events behind this position of the log were judged; null for a version that was never in shadow. */
  readonly from: number | null;
  readonly total: ShadowCounts;
  readonly rules: readonly (ShadowCounts & { readonly rule: string })[];
  readonly sources: readonly (ShadowCounts & { readonly source: string })[];
  readonly days: readonly (ShadowCounts & { readonly day: string })[];
}

/** A hit of a shadow run. */
export interface ShadowHit {
  readonly position: number;
  readonly rule: string;
  readonly binding: string;
  readonly comparison: string;
  readonly finding: unknown;
}

type Group = "rule" | "source" | "day";

const sums = ["hit", "clear", "not_applicable", "indeterminate", "kept", "fresh", "lost", "failed"] as const;

/** What a version has found so far with the text that it has. */
export async function readShadowReport(
  { db }: Pick<Store, "db">,
  { id, digest, shadowFrom }: ModelVersion,
): Promise<ShadowReport> {
  const by = async (group: Group): Promise<readonly (ShadowCounts & { readonly name: string })[]> => {
    const rows = await db
      .selectFrom("shadow_day")
      .select(group)
      .select(({ fn }) => sums.map((name) => fn.sum<string>(name).as(name)))
      .where("model", "=", id)
      .where("digest", "=", digest)
      .groupBy(group)
      .orderBy(group)
      .execute();
    return rows.map((row) => ({ ...countsOf(row), name: nameOf(row[group]) }));
  };
  const rules = await by("rule");
  const named = <Key extends Group>(rows: Awaited<ReturnType<typeof by>>, key: Key) =>
    rows.map(({ name, ...counts }) => ({ [key]: name, ...counts }) as ShadowCounts & Record<Key, string>);
  return {
    digest,
    from: shadowFrom,
    total: rules.reduce(add, nothing),
    rules: named(
      rules.filter(({ name }) => name !== ""),
      "rule",
    ),
    sources: named(await by("source"), "source"),
    days: named(await by("day"), "day"),
  };
}

/** The place of a hit in the list: several bindings may hit at one position. */
export interface HitPlace {
  readonly position: number;
  readonly binding: string;
}

/** Hits of a shadow run, the newest first; `after` is the last one of the page before. */
export async function listShadowHits(
  { db }: Pick<Store, "db">,
  { id, digest }: ModelVersion,
  filter: {
    readonly rule?: string | undefined;
    readonly comparison?: "kept" | "new" | "lost" | undefined;
    readonly limit: number;
    readonly after?: HitPlace | undefined;
  },
): Promise<readonly ShadowHit[]> {
  let select = db
    .selectFrom("shadow_finding")
    .selectAll()
    .where("model", "=", id)
    .where("digest", "=", digest);
  if (filter.rule !== undefined) select = select.where("rule", "=", filter.rule);
  if (filter.comparison !== undefined) select = select.where("comparison", "=", filter.comparison);
  const { after } = filter;
  if (after !== undefined)
    select = select.where((eb) =>
      eb.or([
        eb("position", "<", after.position),
        eb.and([eb("position", "=", after.position), eb("binding", ">", after.binding)]),
      ]),
    );
  const rows = await select.orderBy("position", "desc").orderBy("binding").limit(filter.limit).execute();
  return rows.map(({ position, rule, binding, comparison, body }) => ({
    position,
    rule,
    binding,
    comparison,
    finding: JSON.parse(body) as unknown,
  }));
}

const nothing: ShadowCounts = {
  hit: 0,
  clear: 0,
  notApplicable: 0,
  indeterminate: 0,
  kept: 0,
  new: 0,
  lost: 0,
  failed: 0,
};

const add = (a: ShadowCounts, b: ShadowCounts): ShadowCounts => ({
  hit: a.hit + b.hit,
  clear: a.clear + b.clear,
  notApplicable: a.notApplicable + b.notApplicable,
  indeterminate: a.indeterminate + b.indeterminate,
  kept: a.kept + b.kept,
  new: a.new + b.new,
  lost: a.lost + b.lost,
  failed: a.failed + b.failed,
});

/** The driver gives sums of bigint as texts. */
const countsOf = (row: Readonly<Record<(typeof sums)[number], string>>): ShadowCounts => ({
  hit: Number(row.hit),
  clear: Number(row.clear),
  notApplicable: Number(row.not_applicable),
  indeterminate: Number(row.indeterminate),
  kept: Number(row.kept),
  new: Number(row.fresh),
  lost: Number(row.lost),
  failed: Number(row.failed),
});

/** The driver gives a date as midnight of the machine's zone. */
function nameOf(value: string | Date): string {
  if (!(value instanceof Date)) return value;
  const [month, day] = [value.getMonth() + 1, value.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${value.getFullYear()}-${month}-${day}`;
}
