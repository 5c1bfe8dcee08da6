import { ProbityError } from "@probity/contracts";
import type { Context } from "../context.ts";
import { loggingTransaction } from "../log/index.ts";
import { openSession } from "../sessions/index.ts";
import { attemptKeys, beginAttempt, clearAttempt } from "./attempts.ts";
import { logSignIn } from "./log-sign-in.ts";
import { isPassword } from "./password-hash.ts";

/** What signing in needs. */
export type SignInContext = Pick<Context, "store" | "log" | "clock" | "newId" | "config">;

/** Where a sign-in comes from. */
export interface Visitor {
  readonly address: string;
  readonly agent: string;
}

/**
 * Opens a session for a person with a password. The answer and its time are the same for whoever is unknown. Throws
 * `PROBITY_E_SIGN_IN`, and `PROBITY_E_SIGN_IN_WAIT` after too many failures.
 */
export async function signIn(
  context: SignInContext,
  { person, password }: { readonly person: string; readonly password: string },
  visitor: Visitor,
): Promise<{ readonly id: string; readonly token: string }> {
  const { store, log, clock } = context;
  const account = await store.db
    .selectFrom("person")
    .leftJoin("local_account", "local_account.person", "person.id")
    .select(["person.id", "local_account.password"])
    .where("person.id", "=", person)
    .where("person.revoked_at", "is", null)
    .executeTakeFirst();
  const { address, agent } = visitor;
  const keys = attemptKeys(person, account !== undefined, address);
  const { locks } = await beginAttempt(store, keys, new Date(clock()));
  const isRight = await isPassword(password, account?.password ?? undefined);
  const record = { person: account?.id, means: "password", address } as const;
  if (isRight)
    return await loggingTransaction(store, async (transaction) => {
      await clearAttempt(transaction, keys);
      const session = await openSession(context, transaction, { person, means: "password", agent });
      await logSignIn(log, transaction, { ...record, outcome: "signed_in" }, new Date(clock()));
      return session;
    });
  const outcome = locks ? "locked" : "failed";
  await loggingTransaction(store, (transaction) =>
    logSignIn(log, transaction, { ...record, outcome }, new Date(clock())),
  );
  throw new ProbityError("PROBITY_E_SIGN_IN", "");
}
