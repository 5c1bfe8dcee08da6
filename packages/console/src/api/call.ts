import type { Api } from "../generated/api.ts";
import { hasCode, offline, problemOf } from "./problem.ts";
import { purpose } from "./purpose.ts";

type Method = "get" | "post" | "put" | "delete";
interface Route {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly answer: unknown;
}

/** Paths of the API that take a method. */
export type PathOf<M extends Method> = {
  [P in keyof Api]: Api[P] extends Record<M, Route> ? P : never;
}[keyof Api];
type RouteOf<M extends Method, P> = P extends keyof Api
  ? Api[P] extends Record<M, infer R>
    ? R
    : never
  : never;
type Part<R, K extends "params" | "query" | "body"> =
  R extends Record<K, infer V>
    ? V extends undefined
      ? unknown
      : object extends V
        ? { readonly [N in K]?: V }
        : { readonly [N in K]: V }
    : unknown;

/** What a route is given: its path parameters, query and body, as far as it has them. */
export type Given<M extends Method, P> = Part<RouteOf<M, P>, "params"> &
  Part<RouteOf<M, P>, "query"> &
  Part<RouteOf<M, P>, "body"> & { readonly signal?: AbortSignal | undefined };
/** What a route answers. */
export type Answer<M extends Method, P> = RouteOf<M, P> extends { readonly answer: infer A } ? A : never;
/** The same as the last argument of a call: it may be left out where a route needs nothing. */
export type Arguments<M extends Method, P> =
  object extends Given<M, P> ? [given?: Given<M, P>] : [given: Given<M, P>];

/** Reads from the API. Throws {@link ApiProblem}. */
export const get = <P extends PathOf<"get">>(
  path: P,
  ...[given]: Arguments<"get", P>
): Promise<Answer<"get", P>> => call("get", path, given);

/** The same for a reader that may lose interest. */
export const getUntil = <P extends PathOf<"get">>(
  signal: AbortSignal,
  path: P,
  ...[given]: Arguments<"get", P>
): Promise<Answer<"get", P>> => call("get", path, { ...given, signal });

/** Changes something. The same request is never sent twice by itself. Throws {@link ApiProblem}. */
export const post = <P extends PathOf<"post">>(
  path: P,
  ...[given]: Arguments<"post", P>
): Promise<Answer<"post", P>> => call("post", path, given);

/** Puts something in the place of what was there. Throws {@link ApiProblem}. */
export const put = <P extends PathOf<"put">>(
  path: P,
  ...[given]: Arguments<"put", P>
): Promise<Answer<"put", P>> => call("put", path, given);

/** Takes something away. Throws {@link ApiProblem}. */
export const remove = <P extends PathOf<"delete">>(
  path: P,
  ...[given]: Arguments<"delete", P>
): Promise<Answer<"delete", P>> => call("delete", path, given);

/** The address of a route that the browser itself goes to: a download, a sign-in. */
export const addressOf = <P extends PathOf<"get">>(path: P, ...[given]: Arguments<"get", P>): string =>
  url(path, given ?? {});

interface Parts {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** As whom this window acts, and the token that its requests carry. */
interface Acting {
  readonly id: string;
  readonly csrf?: string | undefined;
}

let acting: Acting | undefined;

/** Takes over who is signed in; undefined: nobody. */
export function actAs(me: Acting | undefined): void {
  acting = me;
}

async function call<A>(method: Method, path: string, given: Parts = {}): Promise<A> {
  try {
    return await send<A>(method, path, given);
  } catch (error) {
    // Another window signed in anew: the session has another token, and nothing was done yet.
    if (!hasCode(error, "PROBITY_E_CSRF")) throw error;
    const me = await send<Answer<"get", "/console/session/me">>("get", "/console/session/me", {});
    if (acting !== undefined && me.id !== acting.id) {
      // As somebody else: what is on the screen is not theirs, and nothing is done in their name.
      location.reload();
      throw error;
    }
    actAs(me);
    return await send<A>(method, path, given);
  }
}

async function send<A>(method: Method, path: string, given: Parts): Promise<A> {
  const response = await fetch(url(path, given), {
    method: method.toUpperCase(),
    headers: headers(method, given.body),
    ...(given.body !== undefined && {
      body: given.body instanceof Blob ? given.body : JSON.stringify(given.body),
    }),
    ...(given.signal !== undefined && { signal: given.signal }),
  }).catch((cause: unknown) => {
    if (given.signal?.aborted === true) throw cause;
    throw offline(cause);
  });
  if (!response.ok) throw await problemOf(response);
  const type = response.headers.get("content-type") ?? "";
  // The types say the same as the routes do: a test of the server compares its answers with their schemas.
  return (type.startsWith("application/json") ? await response.json() : await response.blob()) as A;
}

function url(path: string, { params = {}, query = {} }: Parts): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.append(name, String(value));
  const text = search.toString();
  return text === "" ? filled : `${filled}?${text}`;
}

function headers(method: Method, body: unknown): Record<string, string> {
  const reason = purpose.current();
  return {
    ...(reason !== undefined && { "probity-purpose": encodeURIComponent(reason) }),
    ...(method !== "get" && acting?.csrf !== undefined && { "probity-csrf": acting.csrf }),
    ...(body instanceof Blob && { "content-type": body.type }),
    ...(body !== undefined && !(body instanceof Blob) && { "content-type": "application/json" }),
  };
}
