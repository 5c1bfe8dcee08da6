import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Network, NetworkEdge } from "./network.ts";
import styles from "./network.module.css";
import { percent, useNetworkWords } from "./words.ts";

/** The ways that are the evidence of findings, in words: from node to node, and what is owned along the whole of it. */
export function Ways({ network }: { readonly network: Network }): ReactElement | null {
  const { t } = useTranslation("network");
  const words = useNetworkWords(network);
  if (network.paths.length === 0) return null;
  const edges = new Map(network.edges.map((edge) => [edge.id, edge]));
  const step = (way: readonly NetworkEdge[], place: number, at: number): readonly [string, number] => {
    const edge = way[place];
    if (edge === undefined) return ["", at];
    const isForward = edge.from === at;
    const arrow = isForward ? ` —${words.relation(edge)}→ ` : ` ←${words.relation(edge)}— `;
    const next = isForward ? edge.to : edge.from;
    return [`${arrow}${words.name(next)}`, next];
  };
  const tell = (way: readonly NetworkEdge[]): string => {
    let at = startOf(way);
    let text = words.name(at);
    for (const place of way.keys()) {
      const [more, next] = step(way, place, at);
      [text, at] = [text + more, next];
    }
    return text;
  };
  return (
    <div>
      <h3>{t("ways")}</h3>
      <ul className={styles.ways}>
        {network.paths.map(({ edges: ids, share, further }) => (
          <li key={ids.join(" ")}>
            {tell(ids.flatMap((id) => edges.get(id) ?? []))}
            {share !== null && <strong> {t("cumulated", { share: percent(share) })}</strong>}
            {further > 0 && <span> {t("further", { count: further })}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The end of the first relation at which the second does not go on. */
function startOf([first, second]: readonly NetworkEdge[]): number {
  if (first === undefined) return 0;
  const goesOn = (id: number): boolean => second !== undefined && (second.from === id || second.to === id);
  return goesOn(first.from) && !goesOn(first.to) ? first.to : first.from;
}
