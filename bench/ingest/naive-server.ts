// What one would write first: Fastify, pg, one insert for each event. No log, no proof, no scoring.
import fastify from "fastify";
import { Pool } from "pg";

interface NaiveEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
}

const pool = new Pool({ connectionString: process.argv[2], max: 10 });
await pool.query(
  "create table naive_event (id text, source text, type text, time timestamptz, body jsonb, primary key (source, id))",
);
const app = fastify({ logger: false, bodyLimit: 4 * 1024 * 1024 });
app.addContentTypeParser(
  "application/cloudevents-batch+json",
  { parseAs: "string" },
  (_request, body, done) => done(null, JSON.parse(String(body))),
);
const insert = {
  name: "insert",
  text: "insert into naive_event values ($1, $2, $3, $4, $5) on conflict do nothing",
};
app.post<{ Body: NaiveEvent[] }>("/v1/events", async ({ body }) => {
  for (const event of body) {
    const { id, source, type, time } = event;
    await pool.query({ ...insert, values: [id, source, type, time, JSON.stringify(event)] });
  }
  return { accepted: body.length, duplicates: 0 };
});
process.send?.({ url: await app.listen({ host: "127.0.0.1", port: 0 }) });
