import type { Edge, Node } from "@xyflow/react";
import { evidenceOf, fileAddress, type Network, type NetworkEdge, type NetworkNode } from "../network.ts";
import type { NetworkWords } from "../words.ts";
import { type LayoutInput, nodeSize, type Places } from "./layout.ts";

/** A node of the drawing. */
export type EntityNode = Node<
  {
    readonly node: NetworkNode;
    readonly name: string;
    readonly kind: string;
    /** Its first relations, to be read out. */
    readonly told: string;
    readonly address: string | undefined;
    readonly isEvidence: boolean;
  },
  "entity"
>;

/** All relations that point from one node to another, as one line. */
export type RelationEdge = Edge<{ readonly text: string; readonly isEvidence: boolean }, "relation">;

/** As many relations of a node are read out. */
const mostTold = 5;

/** What the layout needs to know. */
export function layoutInput({ nodes, edges }: Network): LayoutInput {
  const placeOf = new Map(nodes.map(({ id }, place) => [id, place]));
  return {
    distances: nodes.map(({ distance }) => distance),
    pairs: edges.map(({ from, to }) => [placeOf.get(from) ?? 0, placeOf.get(to) ?? 0]),
  };
}

/** The nodes at their places. */
export function drawnNodes(network: Network, words: NetworkWords, places: Places): EntityNode[] {
  const evidence = evidenceOf(network);
  return network.nodes.map((node, place) => {
    const own = network.edges.filter(({ from, to }) => from === node.id || to === node.id);
    const [x, y] = places[place] ?? [0, 0];
    const [name, kind] = [words.name(node.id), words.kind(node)];
    const tell = (edge: NetworkEdge): string =>
      `${words.name(edge.from)} → ${words.name(edge.to)} ${words.relation(edge)}`;
    return {
      id: String(node.id),
      type: "entity",
      position: { x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 },
      ...nodeSize,
      domAttributes: { "aria-roledescription": undefined },
      data: {
        node,
        name,
        kind,
        told: own.slice(0, mostTold).map(tell).join("; "),
        address: fileAddress(node),
        isEvidence: own.some(({ id }) => evidence.has(id)),
      },
    };
  });
}

/** The lines; those of evidence above the others. */
export function drawnEdges(network: Network, words: NetworkWords): RelationEdge[] {
  const evidence = evidenceOf(network);
  const lines = new Map<string, NetworkEdge[]>();
  for (const edge of network.edges) {
    const id = `${edge.from} ${edge.to}`;
    lines.set(id, [...(lines.get(id) ?? []), edge]);
  }
  return [...lines].map(([id, edges]) => {
    const isEvidence = edges.some((edge) => evidence.has(edge.id));
    const [first] = edges;
    return {
      id,
      type: "relation",
      source: String(first?.from),
      target: String(first?.to),
      // The table tells of them; the ends read their relations out.
      ariaRole: "presentation",
      domAttributes: { "aria-roledescription": undefined, "aria-label": undefined },
      zIndex: isEvidence ? 1 : 0,
      data: { text: edges.map((edge) => words.relation(edge)).join(" · "), isEvidence },
    };
  });
}
