import { type Json, type JsonObject, ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";

/**
 * Refuses JSON bodies with a NUL in any text or name, with `PROBITY_E_REQUEST` and where it is: no database stores one, and a
 * pattern of a single field is easily one that lets it through.
 */
export function refuseNuls(app: FastifyInstance): void {
  app.addHook("preValidation", (request, _reply, done) => {
    const found = isJson(request.body) ? nulIn(request.body, "") : undefined;
    if (found === undefined) return done();
    done(
      new ProbityError("PROBITY_E_REQUEST", "the body has a NUL in it", {
        errors: [{ path: found, message: "has a NUL in it" }],
      }),
    );
  });
}

/** Whether a body is what a JSON parser makes: an upload is a stream or bytes, which are not to be walked. */
const isJson = (body: unknown): body is JsonObject | readonly Json[] =>
  Array.isArray(body) ||
  (typeof body === "object" && body !== null && Object.getPrototypeOf(body) === Object.prototype);

/** The JSON pointer of the first NUL, that of the object for one in a name; bodies are no deeper than the parser lets them be. */
function nulIn(value: Json | undefined, path: string): string | undefined {
  if (typeof value === "string") return value.includes("\0") ? path : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (name.includes("\0")) return path;
    const found = nulIn(member, `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
