import { type Bundle, ProbityError } from "@probity/contracts";
import { sql } from "kysely";
import type { Store } from "../store/index.ts";

/** What a writer of a source runs. */
export interface StreamBundleView {
  readonly stream: string;
  /** SHA-256 (hex); empty when it runs none. */
  readonly bundleHash: string;
  /** Null for a bundle that this server did not release. */
  readonly bundleVersion: number | null;
  /** How many releases it is behind; null when that cannot be said. */
  readonly behind: number | null;
  /** With which heartbeat it was first heard of, and the last one. */
  readonly since: string;
  readonly heardAt: string;
}

/** The bundle in force at a source, and who runs which. */
export interface BundleView {
  readonly source: string;
  readonly version: number;
  readonly hash: string;
  readonly releasedAt: string;
  readonly expiresAt: string;
  /** Streams that are not closed and have sent a heartbeat. */
  readonly streams: readonly StreamBundleView[];
}

interface Row {
  readonly source: string;
  readonly version: number;
  readonly hash: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly src: string | null;
  readonly runs: string;
  readonly runs_version: number | null;
  readonly since: Date;
  readonly heard_at: Date;
}

/** The bundles in force, by source; `source` narrows to one. */
export async function listBundles(
  { db }: Pick<Store, "db">,
  source: string | undefined,
): Promise<readonly BundleView[]> {
  const { rows } = await sql<Row>`
    select b.source, b.version, b.hash, b.created_at, b.expires_at, r.src, r.hash as runs, r.since, r.heard_at,
      (select max(version) from bundle where source = b.source and hash = r.hash) as runs_version
    from (select distinct on (source) source, version, hash, created_at, expires_at from bundle
      where ${source ?? null}::text is null or source = ${source ?? null} order by source, version desc) b
    left join (select sb.* from stream_bundle sb join log_stream s on s.src = sb.src and s.closed_at is null) r
      on r.source = b.source
    order by b.source, r.src`.execute(db);
  const bySource = Map.groupBy(rows, (row) => row.source);
  return [...bySource.values()].flatMap((group): readonly BundleView[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { version, hash } = first;
    return [
      {
        source: first.source,
        version,
        hash,
        releasedAt: first.created_at.toISOString(),
        expiresAt: first.expires_at.toISOString(),
        streams: group.flatMap((row) => (row.src === null ? [] : [streamOf(row, row.src)])),
      },
    ];
  });
}

const streamOf = (row: Row, stream: string): StreamBundleView => ({
  stream,
  bundleHash: row.runs,
  bundleVersion: row.runs_version,
  behind: row.runs_version === null ? null : row.version - row.runs_version,
  since: row.since.toISOString(),
  heardAt: row.heard_at.toISOString(),
});

/** What is in one bundle, without the compiled conditions. */
export interface BundleContent {
  readonly source: string;
  readonly version: number;
  readonly hash: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Ids of the keys that signed it. */
  readonly signedBy: readonly string[];
  readonly rules: readonly Pick<
    Bundle["rules"][number],
    "id" | "version" | "model" | "level" | "name" | "at"
  >[];
  readonly bindings: Bundle["bindings"];
  readonly paramSets: Bundle["paramSets"];
  readonly exceptions: NonNullable<Bundle["exceptions"]>;
  readonly breakGlass: Bundle["breakGlass"] | null;
  readonly keys: NonNullable<Bundle["keys"]>;
}

/** One bundle of a source, the newest unless a version is named. Throws `PROBITY_E_NOT_FOUND`. */
export async function showBundle(
  { db }: Pick<Store, "db">,
  source: string,
  version: number | undefined,
): Promise<BundleContent> {
  let query = db
    .selectFrom("bundle")
    .selectAll()
    .where("source", "=", source)
    .orderBy("version", "desc")
    .limit(1);
  if (version !== undefined) query = query.where("version", "=", version);
  const row = await query.executeTakeFirst();
  if (row === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no bundle ${version ?? ""} of ${source}`);
  // Built and signed by a server of this database, and so its signatures.
  const bundle = JSON.parse(row.payload) as Bundle;
  const signatures = JSON.parse(row.signatures ?? "[]") as readonly { readonly keyid: string }[];
  return {
    source,
    version: row.version,
    hash: row.hash,
    createdAt: bundle.createdAt,
    expiresAt: bundle.expiresAt,
    signedBy: row.signatures === null ? [row.keyid] : signatures.map(({ keyid }) => keyid),
    rules: bundle.rules.map(({ id, version: of, model, level, name, at }) => ({
      id,
      version: of,
      model,
      level,
      name,
      at,
    })),
    bindings: bundle.bindings,
    paramSets: bundle.paramSets,
    exceptions: bundle.exceptions ?? [],
    breakGlass: bundle.breakGlass ?? null,
    keys: bundle.keys ?? { trusted: [], revoked: [] },
  };
}
