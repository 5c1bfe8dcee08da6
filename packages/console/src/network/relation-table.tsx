import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../i18n/format.ts";
import { Named } from "../loop/named.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { GoTo } from "../ui/go-to.tsx";
import { evidenceOf, fileAddress, type Network, type NetworkEdge } from "./network.ts";
import { percent, useNetworkWords } from "./words.ts";

const day = (time: string | null): string => (time === null ? "–" : moment(time).slice(0, 10));

/** Every relation of a network: those that are evidence first, then the nearest. */
export function RelationTable({ network }: { readonly network: Network }): ReactElement {
  const { t } = useTranslation("network");
  const words = useNetworkWords(network);
  const evidence = evidenceOf(network);
  const near = ({ id, from, to }: NetworkEdge): number =>
    evidence.has(id) ? -1 : Math.min(words.node(from)?.distance ?? 9, words.node(to)?.distance ?? 9);
  const party = (id: number): ReactElement => {
    const node = words.node(id);
    const address = node && fileAddress(node);
    if (node === undefined) return <></>;
    const text = (
      <>
        <Named id={node.key} name={node.name} /> ({words.kind(node)})
      </>
    );
    return address === undefined ? text : <GoTo to={address}>{text}</GoTo>;
  };
  return (
    <DataTable
      label={t("table")}
      rows={network.edges.toSorted((a, b) => near(a) - near(b))}
      keyOf={({ id }) => id}
      columns={[
        { title: t("from"), kind: "wide", show: ({ from }) => party(from) },
        {
          title: t("kind"),
          show: ({ id, kind }) => (
            <>
              {t(`kinds.${kind}`)}
              {evidence.has(id) && <strong> · {t("evidence")}</strong>}
            </>
          ),
        },
        { title: t("to"), kind: "wide", show: ({ to }) => party(to) },
        { title: t("share"), kind: "end", show: ({ share }) => (share === null ? "–" : percent(share)) },
        { title: t("since"), show: ({ validFrom }) => day(validFrom) },
        { title: t("until"), show: ({ validTo }) => day(validTo) },
        {
          title: t("confidence"),
          kind: "end",
          show: ({ confidence }) => (confidence === null ? "–" : `${confidence}%`),
        },
      ]}
    />
  );
}
