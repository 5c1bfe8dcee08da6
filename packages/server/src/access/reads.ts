import { ProbityError } from "@probity/contracts";
import type { FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { closeAmong, conflictLook, type Subject } from "../org/index.ts";
import type { Actor } from "../people/index.ts";
import { sha256 } from "../sha256.ts";
import type { Statement } from "../store/index.ts";

/** Where a request says what it reads something for; percent-encoded where it is not ASCII. */
const purposeHeader = "probity-purpose";
const purposeLength = { min: 2, max: 500 } as const;

/** Something sensitive that was read. */
export interface SensitiveRead {
  readonly actor: Actor;
  /** What it is: `event`, `alert`, `entity` ... */
  readonly kind: string;
  /** Its id. */
  readonly object: string;
  readonly purpose: string | undefined;
  /** Whom it is about, as far as that is known. */
  readonly about: readonly Subject[];
}

/** What recording a reading needs. */
type ReadContext = Pick<Context, "store" | "log" | "clock" | "organisation" | "links">;

const hasRoles = ({ isPerson, grants }: Actor): boolean =>
  isPerson && grants.some(({ role }) => role !== "registered");

/**
 * What a request reads for: a case id or a short text. Persons with roles have to say it; the operator token, programs and
 * persons from before there were roles may. Throws `PROBITY_E_PURPOSE`.
 */
export function requirePurpose({
  actor,
  headers,
}: Pick<FastifyRequest, "actor" | "headers">): string | undefined {
  const purpose = purposeOf(headers[purposeHeader]);
  if (purpose === undefined && hasRoles(actor))
    throw new ProbityError("PROBITY_E_PURPOSE", `the header ${purposeHeader} is missing`);
  return purpose;
}

function purposeOf(header: string | readonly string[] | undefined): string | undefined {
  if (typeof header !== "string") return undefined;
  const text = decoded(header).trim();
  const length = Array.from(text).length;
  if (length >= purposeLength.min && length <= purposeLength.max && !/\p{Cc}/u.test(text)) return text;
  throw new ProbityError(
    "PROBITY_E_PURPOSE",
    `the header ${purposeHeader} takes ${purposeLength.min} to ${purposeLength.max} characters`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return text;
  }
}

const markRead: Statement = {
  name: "access-read-mark",
  text: `insert into read_mark as m (reader, object, at) values ($1, $2, $3::timestamptz)
    on conflict (reader, object) do update set at = excluded.at where m.at <= $3::timestamptz - interval '10 minutes'
    returning 1 as fresh`,
};
/** Skipping what others hold, so that none wait for each other. */
const forgetReads: Statement = {
  name: "access-read-forget",
  text: `delete from read_mark where (reader, object) in (select reader, object from read_mark
    where at <= $1::timestamptz - interval '10 minutes' limit 100 for update skip locked)`,
};

/**
 * Logs that something was read, by persons with roles and by programs; of the operator token and of persons from before there
 * were roles nothing is logged. Looking again within ten minutes is not logged again.
 */
async function recordRead(context: ReadContext, given: SensitiveRead): Promise<void> {
  const { store, log, clock } = context;
  const { actor, kind, object, purpose } = given;
  if (actor.kind !== "service" && !hasRoles(actor)) return;
  const close = await closenessTo(context, given);
  const now = new Date(clock()).toISOString();
  const key = sha256(`${kind}\n${object}`).toString("hex");
  await loggingTransaction(store, async (transaction) => {
    const fresh = await transaction.run(markRead, [actor.id, key, now]);
    if (fresh.length === 0) return;
    await transaction.run(forgetReads, [now]);
    const read = { by: actor.id, kind, object: object.slice(0, 600) };
    const more = { ...(purpose !== undefined && { purpose }), ...(close !== undefined && { close }) };
    const data = { read: { ...read, ...more } };
    await log.logServerEvents(transaction, ownSource, [{ type: "account.read.recorded", data }]);
  });
}

/** How close a reader is to whom it is about (CA-3): such readings are looked at. */
async function closenessTo(
  context: ReadContext,
  { actor, about }: SensitiveRead,
): Promise<string | undefined> {
  if (!actor.isPerson || about.length === 0) return undefined;
  return closeAmong(await conflictLook(context, context.clock()), actor.id, about)[0]?.reason;
}

/** Both: asks for the purpose of a request, and logs that it read something. To be called once it is known to exist. */
export async function noteRead(
  context: ReadContext,
  request: Pick<FastifyRequest, "actor" | "headers">,
  kind: string,
  object: string,
  about: readonly Subject[] = [],
): Promise<void> {
  const purpose = requirePurpose(request);
  await recordRead(context, { actor: request.actor, kind, object, purpose, about });
}

/** Logs that somebody read a part of the work itself, such as a case, which is its own purpose, or a score. */
export async function noteLook(
  context: ReadContext,
  actor: Actor,
  { kind, object, purpose, about = [] }: Looked,
): Promise<void> {
  await recordRead(context, { actor, kind, object, purpose, about });
}

/** What was looked at. */
interface Looked {
  readonly kind: string;
  readonly object: string;
  readonly purpose?: string | undefined;
  readonly about?: readonly Subject[];
}
