import type { Pool } from "pg";
import { type Feature, features, ownership } from "../rules/features.ts";

const values: Readonly<Record<Feature["value"], string>> = {
  count: "count(*)",
  sum: "coalesce(sum(minor), 0)",
  "distinct suppliers": "count(distinct supplier)",
};

const parameters = { buyer: "$1", supplier: "$2" } as const;

const subselect = ({ name, days, keys, value }: Feature): string => {
  const same = keys.map((key) => `${key} = ${parameters[key]}`).join(" and ");
  return `(select ${values[value]} from peer_act where ${same} and at > $3::timestamptz - interval '${days} days'
    and at <= $3::timestamptz)::text as "${name}"`;
};

/** All features in one round trip, exact, each from an index that covers it. */
const featureQuestion = {
  name: "peer-features",
  // The second parameter is typed even where no feature uses it.
  text: `select ${features.map(subselect).join(",\n    ")}`,
};

/**
 * Owners of at least two, a firm that bids twice counted once: the paths upward, none passing a firm twice, shares
 * multiplied along and summed over them; a firm owns itself.
 */
const ownersQuestion = {
  name: "peer-owners",
  text: `with recursive walk (start, node, nodes, share, depth) as (
      select e, e, array[e], 1::float8, 0 from (select distinct unnest($1::int[]) as e) bidder
      union all
      select w.start, e.owner, w.nodes || e.owner, w.share * e.share, w.depth + 1
      from walk w join peer_edge e on e.company = w.node
      where w.depth < ${ownership.depth} and e.owner <> all(w.nodes)
    ), holding as (
      select start, node, least(1, sum(share)) as share from walk group by start, node
    )
    select node from holding where round(share::numeric, 12) >= ${ownership.minShare} group by node having count(*) >= 2
    order by node`,
};

/** What the peer's rules read beside the draft. */
export interface PeerAnswers {
  readonly features: Readonly<Record<string, bigint>>;
  readonly owners: readonly number[];
}

/** Asks the database for everything, both questions at the same time. */
export const askDatabase = async (
  pool: Pool,
  act: {
    readonly buyer: string;
    readonly supplier: string;
    readonly at: string;
    readonly bidders: readonly number[];
  },
): Promise<PeerAnswers> => {
  const [found, owners] = await Promise.all([
    pool.query<Record<string, string>>({ ...featureQuestion, values: [act.buyer, act.supplier, act.at] }),
    pool.query<{ node: number }>({ ...ownersQuestion, values: [act.bidders] }),
  ]);
  const counted = Object.entries(found.rows[0] ?? {}).map(([name, value]) => [name, BigInt(value)]);
  return {
    features: { ...Object.fromEntries(counted), commonOwners: BigInt(owners.rows.length) },
    owners: owners.rows.map(({ node }) => node),
  };
};
