import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { createVacuum, erase, type Erasure, findTarget, type Named } from "../erase/index.ts";
import { operation } from "./describe.ts";

const text = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000-\\u001f]+$",
});

const eraseBody = {
  type: "object",
  properties: {
    source: text(200),
    eventId: text(200),
    position: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    basis: text(2000),
    by: text(200),
    dryRun: { type: "boolean" },
  },
  required: ["basis", "by"],
  additionalProperties: false,
} as const;

interface EraseBody {
  readonly source?: string;
  readonly eventId?: string;
  readonly position?: number;
  readonly basis: string;
  readonly by: string;
  readonly dryRun?: boolean;
}

/** `POST /ops/erase`: the payload of an event goes, its place in the log stays (SE-3). */
export function registerErase(app: FastifyInstance, context: Context): void {
  const vacuum = createVacuum(context.store, (err) =>
    app.log.error({ err }, "old row versions of an erased event wait for the next vacuum"),
  );
  app.addHook("onClose", () => vacuum.close());
  app.post<{ Body: EraseBody }>(
    "/erase",
    {
      config: { access: "event.erase" },
      schema: {
        ...operation("eraseEvent", "Erase the payload of an event and what was derived from it", {
          body: eraseBody,
        }),
        description:
          "Named by source and eventId, or by the position of one of its entries. Header, position and proofs stay; the erasure is logged with its basis. Erasing again changes nothing. With dryRun it only says what would go.",
      },
    },
    async ({ body }) => {
      const { store, durability, scorer } = context;
      const target = await findTarget(store, nameOf(body));
      const { basis, by, dryRun = false } = body;
      const erasure = await erase(
        { ...context, definitions: context.windows.definitions },
        { ...target, basis, by, dryRun },
      );
      if (dryRun) return erasure;
      // Also when it was erased before: a copy that could not be reached then is reached now.
      await durability.erase?.(erasure.positions);
      if (erasure.outcome === "erased") {
        scorer.wake();
        vacuum.request();
      }
      return erasure satisfies Erasure;
    },
  );
}

function nameOf({ source, eventId, position }: EraseBody): Named {
  if (position !== undefined && source === undefined && eventId === undefined) return { position };
  if (position === undefined && source !== undefined && eventId !== undefined) return { source, eventId };
  throw new ProbityError("PROBITY_E_REQUEST", "name the event by source and eventId, or by position alone");
}
