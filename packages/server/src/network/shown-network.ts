import type { Granted } from "../access/index.ts";
import type { ReadParts } from "../cases/index.ts";
import { type Party, partyOf, reachOf, seesParty } from "../integrity/index.ts";
import { egoNetwork, type EgoNetwork, type EntityRef, spaceOf } from "../links/index.ts";
import type { Store } from "../store/index.ts";
import { namesOf } from "../triage/index.ts";
import type { EvidencePaths } from "./evidence-paths.ts";

/** What showing a network needs. */
export interface NetworkParts extends ReadParts {
  readonly store: Store;
}

/** No way of any finding is to be shown. */
export const noPaths: EvidencePaths = { paths: [], kept: { nodes: [], edges: [] } };

/** The network around entities, with names, and with the integrity files that the reader may open. */
export async function shownNetwork(
  parts: NetworkParts,
  granted: Granted,
  middle: readonly EntityRef[],
  { paths, kept }: EvidencePaths = noPaths,
): Promise<object> {
  const { store, look, now } = parts;
  const found = await egoNetwork(store, middle, now, kept);
  const { more } = found;
  const { nodes, edges } = withoutOwnNames(found, paths);
  const keys = nodes.filter(isParty).map(({ key }) => key);
  const names = await namesOf(store, look.book, { persons: keys, organisations: keys }, now);
  const reach = reachOf(store.db, granted, "person.read");
  const shown: object[] = [];
  for (const node of nodes) {
    const party = isParty(node) ? partyOfNode(parts, node) : undefined;
    const name =
      party?.kind === "unit"
        ? (names.unit(node.key)?.["zh-CN"] ?? null)
        : (names.person(node.key) ?? names.organisation(node.key));
    // oxlint-disable-next-line no-await-in-loop -- units are looked up once
    const isOpen = party !== undefined && (await seesParty(look, granted, reach, party));
    shown.push({ ...node, name: isParty(node) ? name : null, file: isOpen ? fileOf(party) : null });
  }
  return { nodes: shown, edges, paths, more };
}

/** A name that nothing else bears tells no more than the entity that it names, which is shown by it. */
function withoutOwnNames(
  { nodes, edges }: Pick<EgoNetwork, "nodes" | "edges">,
  paths: EvidencePaths["paths"],
): Pick<EgoNetwork, "nodes" | "edges"> {
  const evidence = new Set(paths.flatMap((path) => path.edges));
  const own = new Set(
    nodes.flatMap(({ id, kind, distance }) => {
      const touching = kind === "name" ? edges.filter(({ from, to }) => from === id || to === id) : [];
      const [only] = touching;
      return touching.length === 1 && only !== undefined && distance !== 0 && !evidence.has(only.id)
        ? [id]
        : [];
    }),
  );
  return {
    nodes: nodes.filter(({ id }) => !own.has(id)),
    edges: edges.filter(({ from, to }) => !own.has(from) && !own.has(to)),
  };
}

type Node = EgoNetwork["nodes"][number];

const isParty = ({ kind }: Node): boolean => spaceOf(kind) === "party";

const fileOf = ({ kind, id }: Party): object => ({ kind, id });

/** A person or a unit of this installation, or a person of whom only relations tell; firms have no file. */
function partyOfNode({ look }: NetworkParts, { kind, key }: Node): Party | undefined {
  const { book, at } = look;
  if (kind !== "person" && book.units.at(key, at) !== undefined) return partyOf(look, "unit", key);
  const party = partyOf(look, "person", key);
  return kind === "person" || book.members.has(party.id) ? party : undefined;
}
