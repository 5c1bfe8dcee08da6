import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";

/** Deeper JSON has no business meaning and would only strain whoever walks it. */
export const maxDepth = 64;

/**
 * Reads JSON bodies no deeper than {@link maxDepth}, without keys that reach prototypes. The depth is counted on the
 * text, before anything recurses.
 */
export function registerJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const depth = depthOf(String(body));
    if (depth > maxDepth)
      return done(new ProbityError("PROBITY_E_REQUEST", `nested over ${maxDepth} levels`));
    // Typed as callback or promise; with a callback it returns nothing.
    void parse(request, String(body), done);
  });
}

/** How deep the brackets of a text nest, those within JSON strings left out. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) index = stringEnd(text, index);
    else if (isOpening(code)) deepest = Math.max(deepest, ++depth);
    else if (isClosing(code)) depth--;
  }
  return deepest;
}

/** True for `{` and `[`. */
export const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b;

/** True for `}` and `]`. */
export const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d;

/** Index of the quote that ends the JSON string whose first quote is at `start`; the text's length when there is none. */
export function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(index - 1 - slashes) === 0x5c) slashes++;
  return slashes % 2 === 1;
}
