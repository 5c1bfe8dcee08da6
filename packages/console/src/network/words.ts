import { useTranslation } from "react-i18next";
import { numberOf } from "../i18n/format.ts";
import type { Network, NetworkEdge, NetworkNode } from "./network.ts";

/** How a network is told in words. */
export interface NetworkWords {
  /** The name where one is known, otherwise the key. */
  readonly name: (id: number) => string;
  readonly node: (id: number) => NetworkNode | undefined;
  /** What kind of entity it is. */
  readonly kind: (node: NetworkNode) => string;
  /** The kind of relation, and its share. */
  readonly relation: (edge: Pick<NetworkEdge, "kind" | "share">) => string;
}

/** Share of 0 to 1 as a percentage. */
export const percent = (share: number): string => `${numberOf(Math.round(share * 1e6) / 1e4)}%`;

/** Words for one network. */
export function useNetworkWords({ nodes }: Network): NetworkWords {
  const { t } = useTranslation("network");
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return {
    node: (id) => byId.get(id),
    name: (id) => byId.get(id)?.name ?? byId.get(id)?.key ?? "",
    kind: ({ kind }) => t(`entities.${kind}`),
    relation: ({ kind, share }) =>
      share === null ? t(`kinds.${kind}`) : `${t(`kinds.${kind}`)} ${percent(share)}`,
  };
}
