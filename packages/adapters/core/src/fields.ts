/** Longest token or text that is read from a request; the rest is not looked at. */
const maxLength = 20_000;

/** What an adapter reads of a request when the host says nothing else. Both frameworks have this shape. */
export interface RequestLike {
  readonly body?: unknown;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/** A text field of a parsed form or JSON body; undefined when it is absent, empty, too long or no text. */
export function bodyField(request: RequestLike, name: string): string | undefined {
  const { body } = request;
  if (typeof body !== "object" || body === null || !Object.hasOwn(body, name)) return undefined;
  // Just checked to be an object that has this property itself.
  const value = (body as Readonly<Record<string, unknown>>)[name];
  if (value === true) return "true";
  return typeof value === "string" && value !== "" && value.length <= maxLength ? value : undefined;
}

/** The decision token of a request: field `probity_token`, else header `probity-token`. */
export function tokenOf(request: RequestLike): string | undefined {
  const header = request.headers["probity-token"];
  return bodyField(request, "probity_token") ?? (typeof header === "string" ? header : undefined);
}
