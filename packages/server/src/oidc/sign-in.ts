import { ProbityError } from "@probity/contracts";
import * as oidc from "openid-client";
import { logSignIn } from "../accounts/index.ts";
import type { OidcConfig } from "../config/index.ts";
import { areRolesGiven } from "../access/index.ts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource, type ServerEvent } from "../log/index.ts";
import { isReserved } from "../people/index.ts";
import { openSession } from "../sessions/index.ts";
import type { Transaction } from "../store/index.ts";
import { type Flow, takeFlow } from "./flow.ts";

/** What a sign-in through an identity provider works with. */
export interface OidcSignIn {
  readonly context: Pick<Context, "store" | "log" | "clock" | "newId" | "config">;
  readonly config: OidcConfig;
  readonly provider: oidc.Configuration;
}

/** What came back through the browser. */
export interface Returned {
  /** The address of the callback with its query. */
  readonly url: URL;
  /** The state that this browser was given. */
  readonly state: string | undefined;
  readonly address: string;
  readonly agent: string;
}

/**
 * Opens a session for the person whom the provider names. Throws `PROBITY_E_SIGN_IN` for an answer that is not to this
 * browser's question, and for whoever is not registered here.
 */
export async function finishSignIn(
  { context, config, provider }: OidcSignIn,
  { url, state, address, agent }: Returned,
): Promise<{ readonly token: string; readonly returnTo: string }> {
  const { store, log, clock } = context;
  const flow = await takeFlow(store, state, new Date(clock()));
  const person = await personOfAnswer({ config, provider }, flow, url, state ?? "");
  const now = new Date(clock());
  const record = { means: "oidc", address } as const;
  const opened = await loggingTransaction(store, async (transaction) => {
    const { isOpen, events } = await findPerson(transaction, person, config.provision, now);
    if (!isOpen) {
      await logSignIn(log, transaction, { ...record, person: undefined, outcome: "failed" }, now);
      return undefined;
    }
    const session = await openSession(context, transaction, { person: person.id, means: "oidc", agent });
    if (events.length > 0) await log.logServerEvents(transaction, ownSource, events);
    await logSignIn(log, transaction, { ...record, person: person.id, outcome: "signed_in" }, now);
    return session;
  });
  if (opened === undefined) throw new ProbityError("PROBITY_E_SIGN_IN", "nobody of this name is registered");
  return { token: opened.token, returnTo: flow.returnTo };
}

const isPersonId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$/.test(id);

interface Named {
  readonly id: string;
  readonly name: string;
}

async function personOfAnswer(
  { config, provider }: Pick<OidcSignIn, "config" | "provider">,
  { nonce, verifier }: Flow,
  url: URL,
  state: string,
): Promise<Named> {
  try {
    const checks = {
      pkceCodeVerifier: verifier,
      expectedNonce: nonce,
      expectedState: state,
      idTokenExpected: true,
    };
    const tokens = await oidc.authorizationCodeGrant(provider, url, checks);
    const claims = tokens.claims();
    if (claims === undefined) throw new Error("no ID token");
    const inToken = claims[config.personClaim];
    // Many providers put what describes the person into the user info alone.
    const all =
      typeof inToken === "string"
        ? claims
        : await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub);
    const id = all[config.personClaim];
    if (typeof id !== "string") throw new Error(`no claim ${config.personClaim}`);
    return { id, name: typeof all["name"] === "string" ? all["name"].slice(0, 200) : id };
  } catch (cause) {
    throw new ProbityError("PROBITY_E_SIGN_IN", "the identity provider's answer is not valid", { cause });
  }
}

/**
 * Registers whoever is unknown only once an administrator was given the role: before, everybody who is registered may do
 * nearly everything, and that is not for all whom the provider knows.
 */
async function findPerson(
  transaction: Transaction,
  { id, name }: Named,
  provision: boolean,
  now: Date,
): Promise<{ readonly isOpen: boolean; readonly events: readonly ServerEvent[] }> {
  const { db } = transaction;
  if (!isPersonId(id)) return { isOpen: false, events: [] };
  const row = await db.selectFrom("person").select("revoked_at").where("id", "=", id).executeTakeFirst();
  if (row !== undefined) return { isOpen: row.revoked_at === null, events: [] };
  if (!provision || isReserved(id) || !(await areRolesGiven(transaction)))
    return { isOpen: false, events: [] };
  await db
    .insertInto("person")
    .values({ id, name: name.replaceAll(/\p{Cc}/gu, " "), created_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const account = { person: id, change: "added", by: "oidc" };
  return { isOpen: true, events: [{ type: "account.person.changed", data: { account } }] };
}
