import { randomBytes } from "node:crypto";
import type { Context } from "../context.ts";
import { sha256 } from "../sha256.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";

/** What opens and finds sessions. */
export type SessionOptions = Pick<Context, "store" | "clock" | "newId" | "config">;

/** A browser in which a person is signed in. */
export interface Session {
  readonly id: string;
  readonly person: string;
}

/** Sessions that a person can have at once; one more ends the one that was used longest ago. */
const maxSessions = 20;
const minuteMs = 60_000;

/** Opens a session in the caller's transaction; the token is what the cookie holds. */
export async function openSession(
  { clock, newId, config }: Pick<SessionOptions, "clock" | "newId" | "config">,
  transaction: Transaction,
  session: { readonly person: string; readonly means: "password" | "oidc"; readonly agent: string },
): Promise<{ readonly id: string; readonly token: string }> {
  const token = randomBytes(32).toString("base64url");
  const id = newId();
  const now = clock();
  const at = new Date(now).toISOString();
  const { db } = transaction;
  await db
    .deleteFrom("session")
    .where("person", "=", session.person)
    .where((eb) =>
      eb.or([
        eb("expires_at", "<=", new Date(now)),
        eb("last_at", "<=", new Date(now - idleMs(config))),
        eb(
          "id",
          "in",
          eb
            .selectFrom("session")
            .select("id")
            .where("person", "=", session.person)
            .orderBy("last_at", "desc")
            .orderBy("id")
            .offset(maxSessions - 1)
            .limit(1000),
        ),
      ]),
    )
    .execute();
  await db
    .insertInto("session")
    .values({
      ...session,
      id,
      sha256: sha256(token),
      created_at: at,
      last_at: at,
      expires_at: new Date(now + (config.sessionHours ?? 12) * 60 * minuteMs).toISOString(),
    })
    .execute();
  return { id, token };
}

const idleMs = ({ sessionIdleMinutes = 60 }: Context["config"]): number => sessionIdleMinutes * minuteMs;

const findSession: Statement = {
  name: "session-find",
  text: `select s.id, s.person, s.last_at from session s join person p on p.id = s.person
    where s.sha256 = $1 and p.revoked_at is null and s.expires_at > $2::timestamptz and s.last_at > $3::timestamptz`,
};
const touchSession: Statement = {
  name: "session-touch",
  text: "update session set last_at = greatest(last_at, $2::timestamptz) where sha256 = $1",
};

/** The session behind a cookie, or undefined for one that is over. */
export async function sessionBehind(
  { store, clock, config }: Pick<SessionOptions, "store" | "clock" | "config">,
  token: string,
): Promise<Session | undefined> {
  if (token.length > 100) return undefined;
  const now = clock();
  const hash = sha256(token);
  const at = new Date(now).toISOString();
  const values = [hash, at, new Date(now - idleMs(config)).toISOString()];
  const [row] = await store.run<Session & { readonly last_at: Date }>(findSession, values);
  if (row === undefined) return undefined;
  // Once a minute is often enough, and spares a write with every request.
  if (now - row.last_at.getTime() >= minuteMs) await store.run(touchSession, [hash, at]);
  return { id: row.id, person: row.person };
}

/** Whether a session by its id is not over. Asking is no use of it: it goes on to be idle. */
export async function sessionIsOpen(
  { store, clock, config }: Pick<SessionOptions, "store" | "clock" | "config">,
  id: string,
): Promise<boolean> {
  const now = clock();
  const row = await store.db
    .selectFrom("session")
    .select("id")
    .where("id", "=", id)
    .where("expires_at", ">", new Date(now))
    .where("last_at", ">", new Date(now - idleMs(config)))
    .executeTakeFirst();
  return row !== undefined;
}

/** A session as its person sees it. */
export interface SessionView {
  readonly id: string;
  readonly means: "password" | "oidc";
  readonly agent: string;
  readonly createdAt: string;
  readonly lastAt: string;
  readonly expiresAt: string;
  /** Whether it is the one that asks. */
  readonly own: boolean;
}

/** The sessions of a person that are open, the newest first. */
export async function listSessions(
  { store, clock, config }: Pick<SessionOptions, "store" | "clock" | "config">,
  person: string,
  own: string | undefined,
): Promise<readonly SessionView[]> {
  const now = clock();
  const rows = await store.db
    .selectFrom("session")
    .selectAll()
    .where("person", "=", person)
    .where("expires_at", ">", new Date(now))
    .where("last_at", ">", new Date(now - idleMs(config)))
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    means: row.means,
    agent: row.agent,
    createdAt: row.created_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    own: row.id === own,
  }));
}

/** Ends one session of a person; false when there is none of this id. */
export async function endSession({ db }: Pick<Store, "db">, person: string, id: string): Promise<boolean> {
  const ended = await db
    .deleteFrom("session")
    .where("person", "=", person)
    .where("id", "=", id)
    .executeTakeFirst();
  return ended.numDeletedRows > 0n;
}

/** Ends all sessions of a person but one. */
export async function endSessions(
  { db }: Pick<Store, "db">,
  person: string,
  but: string | undefined,
): Promise<void> {
  let ended = db.deleteFrom("session").where("person", "=", person);
  if (but !== undefined) ended = ended.where("id", "<>", but);
  await ended.execute();
}
