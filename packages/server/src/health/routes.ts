import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";

const timeoutMs = 3_000;

/** `/livez`: the process answers. `/readyz`: it can do its work (OP-3). Open to all, tells nothing else. */
export function registerHealth(app: FastifyInstance, { store, scorer, guard, durability }: Context): void {
  const tags = ["health"];
  app.get("/livez", { schema: { operationId: "livez", summary: "The process runs", tags } }, () => ({
    status: "ok",
  }));
  app.get(
    "/readyz",
    {
      schema: {
        operationId: "readyz",
        summary: "The database answers and holds the published log, and scoring runs",
        tags,
      },
    },
    async () => {
      await reachable(store.pool.query("select 1"));
      const refusal = guard.mayLog();
      if (refusal !== undefined) throw refusal;
      if (durability.problem !== undefined) throw durability.problem;
      if (!scorer.healthy) throw new ProbityError("PROBITY_E_UNAVAILABLE", "scoring does not run");
      return { status: "ok" };
    },
  );
}

async function reachable(query: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("no answer in time")), timeoutMs);
  try {
    await Promise.race([query, late.promise]);
  } catch (cause) {
    throw new ProbityError("PROBITY_E_UNAVAILABLE", "the database does not answer", { cause });
  } finally {
    clearTimeout(timer);
    query.catch(() => undefined);
  }
}
