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
  const { nodes, edges, more } = await egoNetwork(store, middle, now, kept);
  const keys = nodes.filter(isParty).map(({ key }) => key);
  const names = await namesOf(store, look.book, keys, now);
  const reach = reachOf(store.db, granted, "person.read");
  const shown: object[] = [];
  for (const node of nodes) {
    const party = isParty(node) ? partyOfNode(parts, node) : undefined;
    const name = party?.kind === "unit" ? (names.unit(node.key)?.["zh-CN"] ?? null) : names.person(node.key);
    // oxlint-disable-next-line no-await-in-loop -- units are looked up once
    const isOpen = party !== undefined && (await seesParty(look, granted, reach, party));
    shown.push({ ...node, name: isParty(node) ? name : null, file: isOpen ? fileOf(party) : null });
  }
  return { nodes: shown, edges, paths, more };
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
