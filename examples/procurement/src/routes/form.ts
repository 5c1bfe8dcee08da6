import type { FastifyRequest } from "fastify";
import type { Values } from "../acts/index.ts";

const maxFields = 300;
const maxLength = 5000;

/** The text fields of a submitted form. Anything else in the body is not looked at. */
export function formOf(request: FastifyRequest): Values {
  const { body } = request;
  if (typeof body !== "object" || body === null) return {};
  const fields = Object.entries(body).slice(0, maxFields);
  return Object.fromEntries(
    fields.filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1].length <= maxLength,
    ),
  );
}

/** A path of this app to go back to; never another site. */
export function backOf(text: string | undefined): string {
  return text !== undefined && /^\/(?![/\\])[\w\-./?=&%]*$/.test(text) ? text : "/";
}

/** A path parameter. */
export function parameter(request: FastifyRequest, name: string): string {
  const { params } = request;
  if (typeof params !== "object" || params === null || !Object.hasOwn(params, name)) return "";
  // Just checked to be there; the router gives text.
  return String((params as Readonly<Record<string, unknown>>)[name]);
}
