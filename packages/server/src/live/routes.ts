import type { FastifyInstance, FastifyRequest } from "fastify";
import { grantsOfPerson, holds } from "../access/index.ts";
import type { Context } from "../context.ts";
import { operation } from "../cases/index.ts";
import { eventStreamAnswer, openEventStream } from "../http/index.ts";
import { query } from "../ops/describe.ts";
import { type Actor, personOf } from "../people/index.ts";
import { sessionIsOpen } from "../sessions/index.ts";
import { createReadings, type LineViewer, type Readings } from "../triage/index.ts";
import { scoredUpTo } from "./changes.ts";
import { createLive } from "./live.ts";

const mostPlace = Number.MAX_SAFE_INTEGER;

interface Asked {
  readonly Querystring: { readonly after?: number };
}

/** `GET /console/live`: server-sent events, one stream for all tabs of a browser. */
export function registerLive(app: FastifyInstance, context: Context): void {
  const { store, clock } = context;
  const onError = (err: unknown): void => app.log.error({ err }, "telling browsers of changes");
  const live = createLive({ store, clock, onError });
  const readings = createReadings(context);
  // Streams end by nobody else; the application waits for answers under way.
  app.addHook("preClose", async () => await live.close());
  app.get<Asked>(
    "/live",
    {
      config: { access: "alert.read", scoped: true, longLived: true },
      exposeHeadRoute: false,
      schema: {
        ...operation("followConsole", "Be told what changes: alerts, cases, notices, own jobs", {
          querystring: query({ after: { type: "integer", minimum: 0, maximum: mostPlace } }),
        }),
        description:
          "text/event-stream. `inbox`: how many alerts were opened and which cases changed, of those that the reader may see, since the message before; its id is a place in the log, with which a connection goes on (Last-Event-ID, or `after`). `notices`: how many are unread. `jobs`: how far the own ones are. A comment every 15 s. Ends with the sign-in.",
        response: eventStreamAnswer,
      },
    },
    async (request, reply) => {
      const { actor } = request;
      const person = personOf(actor);
      const after = placeOf(request) ?? (await scoredUpTo(store));
      const raw = openEventStream(reply, (sink) =>
        live.open({ person, after, viewer: () => viewerNow(context, readings, actor), sink }),
      );
      raw.write(`event: open\nid: ${after}\ndata: ${JSON.stringify({ after })}\n\n`);
    },
  );
}

/** Up to which place the browser was told; undefined for one that begins, or that says nothing readable. */
function placeOf({ headers, query: { after } }: FastifyRequest<Asked>): number | undefined {
  const last = headers["last-event-id"];
  const place = typeof last === "string" && /^\d{1,15}$/.test(last) ? Number(last) : after;
  return place !== undefined && place <= mostPlace ? place : undefined;
}

/** Whoever opened the stream, with what they may see now; undefined once the sign-in is over or the right is gone. */
async function viewerNow(
  { store, clock, config }: Context,
  readings: Readings,
  { id, session, ...actor }: Actor,
): Promise<LineViewer | undefined> {
  const person = await store.db
    .selectFrom("person")
    .select("id")
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (person === undefined) return undefined;
  if (session !== undefined && !(await sessionIsOpen({ store, clock, config }, session))) return undefined;
  const granted = { id, ...(await grantsOfPerson(store, id, new Date(clock()))) };
  if (!holds(granted, "alert.read")) return undefined;
  return (await readings({ ...actor, ...granted })).viewer;
}
