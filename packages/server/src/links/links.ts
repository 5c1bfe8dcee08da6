import type { Store } from "../store/index.ts";
import { changeEdges, indexEdges } from "./edge-arrays.ts";
import { newColumns, sortColumns } from "./edge-columns.ts";
import { EntityTable } from "./entity-table.ts";
import { createGraph, type LinkGraph } from "./link-graph.ts";
import { readChanges } from "./load-edges.ts";
import type { Origin } from "./relation.ts";

/** The links as this process has them in memory. */
export interface Links {
  /**
   * The graph with everything that was committed before the call, whichever server wrote it. Loaded at its first use,
   * then only what changed is read. Rejects when the database does not answer.
   */
  graph(): Promise<LinkGraph>;
  /** The graph as it was read last, without a look at the database; undefined before the first. */
  readonly latest: LinkGraph | undefined;
}

/** Opens the links of a database. */
export function createLinks(store: Pick<Store, "run">): Links {
  const entities = new EntityTable();
  const origins = createOrigins();
  let latest: LinkGraph | undefined;
  let edges = indexEdges(newColumns(0), 0);
  const read = async (): Promise<LinkGraph> => {
    const changes = await readChanges(store, latest?.revision ?? 0, origins);
    const { position: asOf } = changes;
    if (!("revision" in changes)) {
      if (latest?.asOf === asOf) return latest;
      latest = createGraph({
        revision: latest?.revision ?? 0,
        asOf,
        edges,
        entities,
        origins: origins.names,
      });
      return latest;
    }
    entities.put(changes.entities);
    const added = sortColumns(changes.edges);
    edges =
      latest === undefined
        ? indexEdges(added, entities.last)
        : changeEdges(edges, changes.changed, added, entities.last);
    latest = createGraph({ revision: changes.revision, asOf, edges, entities, origins: origins.names });
    return latest;
  };
  let reading: Promise<LinkGraph> | undefined;
  let next: Promise<LinkGraph> | undefined;
  /** A reading that began before the call may not see what the caller just wrote: it gets the one after it. */
  const following = (running: Promise<LinkGraph>): Promise<LinkGraph> =>
    (next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return begin();
      }));
  const begin = (): Promise<LinkGraph> => {
    const running = read().finally(() => {
      if (reading === running) reading = undefined;
    });
    reading = running;
    return running;
  };
  return {
    graph: () => (reading === undefined ? begin() : following(reading)),
    get latest() {
      return latest;
    },
  };
}

function createOrigins(): {
  readonly names: readonly Pick<Origin, "source" | "importId">[];
  indexOf(source: string, importId: string | null): number;
} {
  const names: Pick<Origin, "source" | "importId">[] = [];
  const indexes = new Map<string, number>();
  return {
    names,
    indexOf: (source, importId) => {
      const name = `${source}\n${importId ?? ""}`;
      const known = indexes.get(name);
      if (known !== undefined) return known;
      indexes.set(name, names.length);
      return names.push({ source, importId }) - 1;
    },
  };
}
