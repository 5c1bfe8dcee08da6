import { ProbityError } from "@probity/contracts";
import type { FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
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
}

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
export async function recordRead(
  { store, log, clock }: Pick<Context, "store" | "log" | "clock">,
  { actor, kind, object, purpose }: SensitiveRead,
): Promise<void> {
  if (actor.kind !== "service" && !hasRoles(actor)) return;
  const now = new Date(clock()).toISOString();
  const key = sha256(`${kind}\n${object}`).toString("hex");
  await loggingTransaction(store, async (transaction) => {
    const fresh = await transaction.run(markRead, [actor.id, key, now]);
    if (fresh.length === 0) return;
    await transaction.run(forgetReads, [now]);
    const read = { by: actor.id, kind, object: object.slice(0, 600) };
    const data = { read: purpose === undefined ? read : { ...read, purpose } };
    await log.logServerEvents(transaction, ownSource, [{ type: "account.read.recorded", data }]);
  });
}

/** Both: asks for the purpose of a request, and logs that it read something. To be called once it is known to exist. */
export async function noteRead(
  context: Pick<Context, "store" | "log" | "clock">,
  request: Pick<FastifyRequest, "actor" | "headers">,
  kind: string,
  object: string,
): Promise<void> {
  const purpose = requirePurpose(request);
  await recordRead(context, { actor: request.actor, kind, object, purpose });
}
