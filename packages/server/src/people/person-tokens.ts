import { sha256 } from "../sha256.ts";
import type { Statement, Store } from "../store/index.ts";
import { tokenPrefix } from "./people.ts";

/** Finds the person of a token. */
export interface PersonTokens {
  /** The person's id, or undefined for a token that is unknown, expired, or of a revoked person. */
  authenticate(token: string): Promise<string | undefined>;
}

const findToken: Statement = {
  name: "person-token-find",
  text: `select t.person from person_token t join person p on p.id = t.person
    where t.sha256 = $1 and p.revoked_at is null and (t.expires_at is null or t.expires_at > $2::timestamptz)`,
};

/** Looks tokens up by SHA-256 at every request: people are few, and a revoked token must stop at once. */
export function createPersonTokens(store: Store, clock: () => number): PersonTokens {
  return {
    authenticate: async (token) => {
      if (!token.startsWith(tokenPrefix) || token.length > 200) return undefined;
      const now = new Date(clock()).toISOString();
      const [row] = await store.run<{ person: string }>(findToken, [sha256(token), now]);
      return row?.person;
    },
  };
}
