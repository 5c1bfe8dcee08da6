import { type EntityRef, type LinkEdge, refText, spaceOf } from "../links/index.ts";

/** Characters of a path that a finding keeps as evidence. */
const longest = 2_000;

/** The same for two ways to name one entity. */
export const identity = ({ kind, key }: EntityRef): string => `${spaceOf(kind)}\n${key}`;

/** How people read an entity: ids of persons and organisations stand alone. */
export const refName = (ref: EntityRef): string => (spaceOf(ref.kind) === "party" ? ref.key : refText(ref));

/** `51%`, or the kind where it is not plain ownership, or both. */
export function edgeLabel({ kind, share }: Pick<LinkEdge, "share"> & { readonly kind: string }): string {
  const percent = share === null ? "" : `${Math.round(share * 10_000) / 100}%`;
  if (kind === "shareholder" && percent !== "") return percent;
  return percent === "" ? kind : `${kind} ${percent}`;
}

/** Edges that all point the same way, the first first: `A -51%-> B -80%-> C`. */
export function forwardLine(edges: readonly LinkEdge[], nameOf: (ref: EntityRef) => string): string {
  const start = edges[0] === undefined ? "" : nameOf(edges[0].from);
  return start + edges.map((edge) => ` -${edgeLabel(edge)}-> ${nameOf(edge.to)}`).join("");
}

/** Edges along nodes, whichever way they point: `A -51%-> B <-director- C`. */
export function oneWayLine(
  names: readonly string[],
  nodes: readonly EntityRef[],
  edges: readonly LinkEdge[],
): string {
  const steps = edges.map((edge, at) => {
    const next = names[at + 1] ?? "";
    const node = nodes[at];
    const isForward = node !== undefined && identity(edge.from) === identity(node);
    return isForward ? ` -${edgeLabel(edge)}-> ${next}` : ` <-${edgeLabel(edge)}- ${next}`;
  });
  return (names[0] ?? "") + steps.join("");
}

/** Lines under each other, cut where a finding would grow too long. */
export function pathText(lines: readonly string[]): string {
  const text = lines.join("\n");
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}
