/**
 * Probity for Express 4 and 5.
 *
 * @example
 * ```ts
 * const award = defineAct({ type: "procurement.award.decided", data: (request: Request) => draftOf(request.body) });
 * app.use(express.urlencoded({ extended: false }));
 * app.post("/award/check", precheck(probity, award), (request, response) => response.json(request.probity.decision));
 * app.post("/award", guard(probity, award), (request, response) => response.redirect(303, "/award/done"));
 * ```
 * @module
 */
export { defineAct } from "@probity/adapter-core";
export type { Act, ActClient, Guarded, Prechecked, Refusal } from "@probity/adapter-core";
export { guard } from "./guard.ts";
export { precheck } from "./precheck.ts";
export type {
  ExpressAdapterOptions,
  ExpressMiddleware,
  ExpressNext,
  ExpressRequest,
  ExpressResponse,
  ProbityOnRequest,
} from "./types.ts";
