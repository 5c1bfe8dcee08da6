import { ProbityError } from "@probity/contracts";
import type { Store, Transaction } from "../store/index.ts";
import type { ProofKind } from "./life.ts";
import { type ModelVersion, nameOf, type VersionName } from "./versions.ts";

/** A result of a check, a backtest or a shadow run, of exactly one text. */
export interface Proof {
  readonly id: string;
  readonly kind: ProofKind;
  readonly digest: string;
  /** Of the worked cases that a check ran; null for other kinds. */
  readonly casesDigest: string | null;
  readonly ok: boolean;
  readonly by: string;
  readonly at: string;
}

/** Stores a result. */
export async function insertProof(
  { db }: Pick<Transaction, "db">,
  { id, version }: VersionName,
  proof: Omit<Proof, "at"> & { readonly result: unknown },
  now: Date,
): Promise<void> {
  const { result, casesDigest, ...rest } = proof;
  await db
    .insertInto("model_proof")
    .values({
      ...rest,
      cases_digest: casesDigest,
      model: id,
      version,
      result: JSON.stringify(result),
      at: now.toISOString(),
    })
    .execute();
}

/** The results of a version without their contents, the newest first; at most the newest {@link maxListed}. */
export async function listProofs({ db }: Pick<Store, "db">, name: VersionName): Promise<readonly Proof[]> {
  const rows = await headsOf(db, name).limit(maxListed).execute();
  return rows.map(proofOf);
}

const maxListed = 500;

const headsOf = (db: Store["db"], { id, version }: VersionName) =>
  db
    .selectFrom("model_proof")
    .select(["id", "kind", "digest", "cases_digest", "ok", "by", "at"])
    .where("model", "=", id)
    .where("version", "=", version)
    .orderBy("at", "desc")
    .orderBy("id", "desc");

type Row = Omit<Proof, "casesDigest" | "at"> & { readonly cases_digest: string | null; readonly at: Date };

const proofOf = ({ cases_digest, at, ...row }: Row): Proof => ({
  ...row,
  casesDigest: cases_digest,
  at: at.toISOString(),
});

/** One result whole. Throws `PROBITY_E_NOT_FOUND`. */
export async function readProof(
  { db }: Pick<Store, "db">,
  name: VersionName,
  id: string,
): Promise<Proof & { readonly result: unknown }> {
  const row = await db
    .selectFrom("model_proof")
    .selectAll()
    .where("id", "=", id)
    .where("model", "=", name.id)
    .where("version", "=", name.version)
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no result ${id} of ${nameOf(name)}`);
  const { kind, digest, cases_digest: casesDigest, ok, by, at, result } = row;
  return { id, kind, digest, casesDigest, ok, by, at: at.toISOString(), result: JSON.parse(result) };
}

/** The newest result of a kind of exactly this text; a check also of exactly these cases. */
export async function latestProof(
  store: Pick<Store, "db">,
  version: ModelVersion,
  kind: ProofKind,
): Promise<Proof | undefined> {
  let select = headsOf(store.db, version).where("kind", "=", kind).where("digest", "=", version.digest);
  if (kind === "check") select = select.where("cases_digest", "=", version.casesDigest);
  const row = await select.limit(1).executeTakeFirst();
  return row && proofOf(row);
}

/** Throws `PROBITY_E_MODEL_UNPROVED` that names what is missing or failed. */
export async function requireProofs(
  store: Pick<Store, "db">,
  version: ModelVersion,
  kinds: readonly ProofKind[],
): Promise<void> {
  const errors: { path: string; message: string }[] = [];
  for (const kind of kinds) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const proof = await latestProof(store, version, kind);
    if (proof === undefined) errors.push({ path: kind, message: `no ${kind} of this text is finished` });
    else if (!proof.ok) errors.push({ path: kind, message: `the newest ${kind} of this text failed` });
  }
  const [first] = errors;
  if (first === undefined) return;
  throw new ProbityError("PROBITY_E_MODEL_UNPROVED", `${nameOf(version)}: ${first.message}`, { errors });
}
