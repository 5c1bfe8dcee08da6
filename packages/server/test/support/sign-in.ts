import { at, request, type Answer, type TestServer } from "./test-server.ts";

/** A password that the rules take. */
export const goodPassword = "korrekt-Pferd-Batterie-7";

const json = { "content-type": "application/json" };

/** Posts JSON without a credential. */
export const post = (
  server: Pick<TestServer, "url">,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  request(`${server.url}${path}`, {
    method: "POST",
    headers: { ...json, ...headers },
    body: JSON.stringify(body),
  });

/** Gives a registered person a password by the way that an administrator and the person go. */
export async function setPassword(
  server: Pick<TestServer, "url" | "ops">,
  person: string,
  password: string = goodPassword,
): Promise<void> {
  const issued = await server.ops("POST", `/ops/people/${person}/password`);
  const token = at(issued.body, "token");
  const answer = await post(server, "/console/session/reset", { token, password });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

/** Signs in; the cookie and the header of the session. */
export async function cookieOf(
  server: Pick<TestServer, "url">,
  person: string,
  password: string = goodPassword,
): Promise<Record<string, string>> {
  const answer = await post(server, "/console/session/login", { person, password });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
  return { cookie, "probity-csrf": String(at(answer.body, "csrf")) };
}

/** Who has a password at which server. By the server, not its address: another one may get the same. */
const withPassword = new WeakMap<object, Set<string>>();

/** Headers of a browser in which a registered person is signed in, by a new session. */
export async function signedIn(
  server: Pick<TestServer, "url" | "ops">,
  person: string,
): Promise<Record<string, string>> {
  const known = withPassword.get(server) ?? new Set();
  withPassword.set(server, known);
  if (!known.has(person)) await setPassword(server, person);
  known.add(person);
  return await cookieOf(server, person);
}
