import type { Answer } from "../api/call.ts";

/** What is around somebody, as the server answers it. */
export type Network = Answer<"get", "/console/alerts/{id}/relations">;
/** Somebody or something in it. */
export type NetworkNode = Network["nodes"][number];
/** A relation between two of them. */
export type NetworkEdge = Network["edges"][number];

/** The relations that are the evidence of a finding, by id. */
export const evidenceOf = ({ paths }: Network): ReadonlySet<number> =>
  new Set(paths.flatMap(({ edges }) => edges));

/** The address of the integrity file that the reader may open. */
export const fileAddress = ({ file }: NetworkNode): string | undefined =>
  file === null ? undefined : `/entities/${file.kind}/${encodeURIComponent(file.id)}`;
