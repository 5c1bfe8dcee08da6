import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { numberOf } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import styles from "./alert.module.css";

const path = "/console/alerts/{id}/relations";
type Network = Answer<"get", typeof path>;
type Edge = Network["edges"][number];

/** Whom and what official and counterparty are related to. Read only when it is asked for: each look is logged. */
export function Relations({ id }: { readonly id: string }): ReactElement | null {
  const { t } = useTranslation("alert");
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ ...reading(path, { params: { id } }), enabled: isOpen });
  if (!useMay("entity.read")) return null;
  return (
    <Section title={t("relations.title")}>
      {!isOpen && <Button onClick={() => setOpen(true)}>{t("relations.show")}</Button>}
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {isOpen && data === undefined && error === null && <Loading />}
      {data?.edges.length === 0 && <p className={styles.soft}>{t("relations.none")}</p>}
      {data !== undefined && data.edges.length > 0 && <Edges network={data} />}
    </Section>
  );
}

function Edges({ network: { nodes, edges, more } }: { readonly network: Network }): ReactElement {
  const { t } = useTranslation("alert");
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const named = (id: number): string => {
    const node = byId.get(id);
    return node === undefined ? "" : `${node.key} (${t(`relations.entities.${node.kind}`)})`;
  };
  const near = ({ from, to }: Edge): number =>
    Math.min(byId.get(from)?.distance ?? 9, byId.get(to)?.distance ?? 9);
  return (
    <>
      <DataTable
        label={t("relations.title")}
        rows={edges.toSorted((a, b) => near(a) - near(b))}
        keyOf={({ id }) => id}
        columns={[
          { title: t("relations.from"), show: ({ from }) => named(from) },
          { title: t("relations.kind"), show: ({ kind }) => t(`relations.kinds.${kind}`) },
          { title: t("relations.to"), show: ({ to }) => named(to) },
          {
            title: t("relations.share"),
            kind: "end",
            show: ({ share }) => (share === null ? "" : `${numberOf(share)}%`),
          },
          {
            title: t("relations.confidence"),
            kind: "end",
            show: ({ confidence }) => (confidence === null ? "" : `${confidence}%`),
          },
        ]}
      />
      {more && <p className={styles.soft}>{t("relations.more")}</p>}
    </>
  );
}
