import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { actAs, type Answer, get, post } from "./call.ts";
import { hasCode } from "./problem.ts";

/** Who is signed in. */
export type Me = Answer<"get", "/console/session/me">;
/** What somebody may do. */
export type Permission = Me["permissions"][number];

/** Who this window is signed in as: the person, null for nobody, or that the session is over. */
export type Session =
  | { readonly state: "in" | "over"; readonly me: Me }
  | { readonly state: "out"; readonly me?: undefined };

const sessionKey = ["session"];

/** Who is signed in; fails only where the server cannot be asked. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Session> => {
    try {
      const me = await get("/console/session/me");
      actAs(me);
      return { state: "in", me };
    } catch (error) {
      if (hasCode(error, "PROBITY_E_UNAUTHENTICATED")) return { state: "out" };
      throw error;
    }
  },
});

/** The server no longer knows the session: what is on the screen stays, and the person is asked to sign in again. */
export function expireSession(client: QueryClient): void {
  client.setQueryData<Session>(sessionKey, (before) =>
    before?.me === undefined ? before : { state: "over", me: before.me },
  );
}

/** Signs in with a password. What another person had on the screen is forgotten. Throws {@link ApiProblem}. */
export async function signIn(
  client: QueryClient,
  given: { readonly person: string; readonly password: string },
): Promise<void> {
  const before = client.getQueryData<Session>(sessionKey);
  await post("/console/session/login", { body: given });
  const me = await get("/console/session/me");
  actAs(me);
  if (before?.me !== undefined && before.me.id !== me.id) forget(client);
  client.setQueryData<Session>(sessionKey, { state: "in", me });
  await client.invalidateQueries({ predicate: isAnswer });
}

/** Whether a query holds what the server answered to this person. */
const isAnswer = ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean =>
  queryKey[0] !== sessionKey[0];

/** What one person read is not for the next. */
function forget(client: QueryClient): void {
  client.removeQueries({ predicate: isAnswer });
  client.getMutationCache().clear();
}

/** Signs out; everything that was read is forgotten. */
export async function signOut(client: QueryClient): Promise<void> {
  await post("/console/session/logout").catch((error: unknown) => {
    // Over already: as good.
    if (!hasCode(error, "PROBITY_E_UNAUTHENTICATED")) throw error;
  });
  actAs(undefined);
  forget(client);
  client.setQueryData<Session>(sessionKey, { state: "out" });
}
