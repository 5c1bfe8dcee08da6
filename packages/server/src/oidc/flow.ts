import { ProbityError } from "@probity/contracts";
import * as oidc from "openid-client";
import type { Context } from "../context.ts";
import { sha256 } from "../sha256.ts";
import type { Store } from "../store/index.ts";

/** A sign-in at the identity provider that is on its way. */
export interface Flow {
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** Minutes that a sign-in at the provider may take. */
const flowMinutes = 10;
/** On their way at once; each is a row. */
const maxFlows = 10_000;

/** Notes a sign-in, so that any server of the database can finish it. Throws `PROBITY_E_OVERLOADED`. */
export async function beginFlow(
  { store: { db }, clock }: Pick<Context, "store" | "clock">,
  returnTo: string,
): Promise<Flow & { readonly state: string }> {
  const now = clock();
  await db.deleteFrom("sign_in_flow").where("expires_at", "<=", new Date(now)).execute();
  const { count } = await db
    .selectFrom("sign_in_flow")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  if (count >= maxFlows) throw new ProbityError("PROBITY_E_OVERLOADED", "");
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const verifier = oidc.randomPKCECodeVerifier();
  const expires = new Date(now + flowMinutes * 60_000).toISOString();
  await db
    .insertInto("sign_in_flow")
    .values({ sha256: sha256(state), nonce, verifier, return_to: returnTo, expires_at: expires })
    .execute();
  return { state, nonce, verifier, returnTo };
}

/** Takes a sign-in that began in the same browser; it is there once. Throws `PROBITY_E_SIGN_IN`. */
export async function takeFlow(
  { db }: Pick<Store, "db">,
  state: string | undefined,
  now: Date,
): Promise<Flow> {
  const row =
    state === undefined
      ? undefined
      : await db
          .deleteFrom("sign_in_flow")
          .where("sha256", "=", sha256(state))
          .returning(["nonce", "verifier", "return_to", "expires_at"])
          .executeTakeFirst();
  if (row === undefined || row.expires_at <= now)
    throw new ProbityError(
      "PROBITY_E_SIGN_IN",
      "the sign-in did not begin in this browser, or took too long",
    );
  return { nonce: row.nonce, verifier: row.verifier, returnTo: row.return_to };
}
