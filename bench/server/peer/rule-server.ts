// What one would build from parts: Fastify, a CEL library, and exact SQL over the same PostgreSQL. It stores acts in one
// statement for a request, without log, proof, de-duplicated streams or scoring, and judges drafts.
import { Environment } from "@marcbachmann/cel-js";
import fastify from "fastify";
import { Pool } from "pg";
import { actType } from "../history/act-type.ts";
import { peerRules, type RuleSizes } from "../rules/rules.ts";
import { celView } from "./cel-view.ts";
import { askDatabase } from "./questions.ts";

/** What its parent tells it. */
export interface PeerConfig extends RuleSizes {
  readonly databaseUrl: string;
}

interface Draft {
  readonly time: string;
  readonly data: {
    readonly buyer: { readonly id: string };
    readonly supplier: { readonly id: string };
    readonly bidders: readonly { readonly id: string }[];
  };
}

// The parent writes it.
const config = JSON.parse(process.argv[2] ?? "{}") as PeerConfig;
const pool = new Pool({ connectionString: config.databaseUrl, max: 10 });
const environment = new Environment({ unlistedVariablesAreDyn: true });
const rules = peerRules(config).map(({ id, cel }) => ({ id, run: environment.parse(cel) }));

/** Rules that hit; one that cannot be judged does not. */
const hitsOf = (context: Readonly<Record<string, unknown>>): readonly string[] =>
  rules.flatMap(({ id, run }) => {
    try {
      return run(context) === true ? [id] : [];
    } catch {
      // An error is no verdict in CEL; ours calls it indeterminate, and the comparison would find it.
      return [];
    }
  });

const insert = {
  name: "peer-insert",
  text: `with given as (
      select e ->> 'id' as id, e::text as body, e #>> '{data,buyer,id}' as buyer, e #>> '{data,supplier,id}' as supplier,
        (e ->> 'time')::timestamptz as at, round((e #>> '{data,value,amount}')::numeric * 100)::bigint as minor
      from json_array_elements($1::json) e
    ), new as (insert into peer_event select id, body from given on conflict do nothing returning id)
    insert into peer_act select buyer, supplier, at, minor from given where id in (select id from new)`,
};

const app = fastify({ logger: false, bodyLimit: 4 * 1024 * 1024 });
app.addContentTypeParser(
  "application/cloudevents-batch+json",
  { parseAs: "string" },
  (_request, body, done) => done(null, body),
);
app.post<{ Body: string }>("/v1/events", async ({ body }) => {
  const { rowCount } = await pool.query({ ...insert, values: [body] });
  return { accepted: rowCount, duplicates: 0 };
});
app.post<{ Body: Draft }>("/v1/precheck", async ({ body: { time, data } }) => {
  const asked = {
    buyer: data.buyer.id,
    supplier: data.supplier.id,
    at: time,
    bidders: data.bidders.map(({ id }) => Number(id.slice("org-".length))),
  };
  const { features, owners } = await askDatabase(pool, asked);
  const hits = hitsOf({ event: celView(data, actType.schema), features });
  return { outcome: hits.length > 0 ? "warn" : "allow", hits, owners };
});
process.send?.({ url: await app.listen({ host: "127.0.0.1", port: 0 }) });
