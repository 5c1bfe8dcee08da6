import type { Json, JsonObject } from "@probity/contracts";
import { edgeLabel, partyRef, type ReadPath, readPaths } from "../features/index.ts";
import {
  type EgoEdge,
  type EntityRef,
  type KeptPart,
  refText,
  relationsAmong,
  roundShare,
} from "../links/index.ts";
import { findingsOf } from "../ops/alert-findings.ts";
import type { Store } from "../store/index.ts";

/** A way through relations that is the evidence of a finding. */
export interface EvidencePath {
  /** Ids of relations, in the order of the way. */
  readonly edges: readonly number[];
  /** Of ownership: the product of the shares along the way. */
  readonly share: number | null;
  /** So many more ways lead there, of which the finding does not tell. */
  readonly further: number;
}

/** Ways of the findings of an alert, and what a network has to hold for them. */
export interface EvidencePaths {
  readonly paths: readonly EvidencePath[];
  readonly kept: KeptPart;
}

/** So many of the newest events of an alert are looked at, and so many ways in them: the others are told in words. */
const mostEvents = 5;
const mostPaths = 50;
const mostNodes = 120;

/**
 * The ways that findings of an alert have as their evidence, by relations that held when the event happened. A way of which a
 * relation is known no more is left out.
 */
export async function evidencePaths(store: Store, alert: string): Promise<EvidencePaths> {
  const paths: EvidencePath[] = [];
  const nodes = new Map<number, KeptPart["nodes"][number]>();
  const edges = new Map<number, EgoEdge>();
  for (const { finding, time } of (await findingsOf(store, alert)).toReversed().slice(0, mostEvents)) {
    const ways = textsOf(finding).flatMap(readPaths).slice(0, mostPaths);
    if (ways.length === 0) continue;
    // oxlint-disable-next-line no-await-in-loop -- a handful of events, each at its own time
    const known = await relationsAmong(store, refsOf(ways), new Date(time));
    for (const way of ways) {
      const found = wayThrough(known, way);
      if (found === undefined || paths.length === mostPaths) continue;
      const ends = new Set(found.flatMap(({ from, to }) => [from, to]));
      if (nodes.size + ends.size > mostNodes) continue;
      paths.push(pathOf(found, way.further));
      for (const one of known.nodes) if (ends.has(one.id)) nodes.set(one.id, one);
      for (const one of found) edges.set(one.id, one);
    }
  }
  return { paths, kept: { nodes: [...nodes.values()], edges: [...edges.values()] } };
}

/** Every text among the values of a finding's evidence. */
function textsOf(finding: unknown): readonly string[] {
  // Written by the scorer.
  const { evidence = [] } = finding as {
    readonly evidence?: readonly (JsonObject & { readonly value: Json })[];
  };
  return evidence
    .flatMap(({ value }): readonly Json[] => (Array.isArray(value) ? value : [value]))
    .filter((value) => typeof value === "string");
}

function refsOf(ways: readonly ReadPath[]): readonly EntityRef[] {
  const refs = ways.flatMap(({ steps }) => steps.flatMap(({ from, to }) => [partyRef(from), partyRef(to)]));
  return [...new Map(refs.flatMap((ref) => (ref === undefined ? [] : [[refText(ref), ref]]))).values()];
}

/** The relations of a way; of several that fit a step the one that was recorded last. */
function wayThrough({ nodes, edges }: KeptPart, { steps }: ReadPath): readonly EgoEdge[] | undefined {
  const byKey = new Map(nodes.map(({ key, id }) => [key, id]));
  const idOf = (name: string): number | undefined => byKey.get(partyRef(name)?.key ?? "");
  const found = steps.map(({ from, to, label }) =>
    edges.findLast((edge) => edge.from === idOf(from) && edge.to === idOf(to) && edgeLabel(edge) === label),
  );
  return found.every((edge) => edge !== undefined) ? found : undefined;
}

function pathOf(edges: readonly EgoEdge[], further: number): EvidencePath {
  const share = edges.reduce<number | null>(
    (product, edge) => (product === null || edge.share === null ? null : product * edge.share),
    1,
  );
  return { edges: edges.map(({ id }) => id), share: share === null ? null : roundShare(share), further };
}
