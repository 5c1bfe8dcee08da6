import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The answer goes on until one side ends it; the route bounds by itself how many there are. */
    longLived?: boolean;
  }
}

/** Bounds the requests that hold a body in memory at once (SE-4); one more is told to come back (503). */
export function registerLoadGuard(app: FastifyInstance, limit: number): void {
  let running = 0;
  const counted = new WeakSet<object>();
  app.addHook("onRequest", (request, _reply, done) => {
    if (request.routeOptions.config.longLived === true) return done();
    if (running >= limit) return done(new ProbityError("PROBITY_E_OVERLOADED", ""));
    running += 1;
    counted.add(request.raw);
    done();
  });
  app.addHook("onResponse", (request, _reply, done) => {
    if (counted.delete(request.raw)) running -= 1;
    done();
  });
}
