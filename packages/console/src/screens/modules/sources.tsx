import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { count, moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Filters } from "../../ui/filters.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import styles from "./modules.module.css";
import { QualityDialog } from "./quality-dialog.tsx";
import { AddSource, RevokeSource, RotateKey } from "./source-acts.tsx";

/** A business system that reports. */
type Source = Answer<"get", "/ops/sources">["sources"][number];
type Act =
  | { readonly act: "add" }
  | { readonly act: "rotate" | "revoke" | "quality"; readonly source: string };

/** Business systems and their keys. */
export function Sources(): ReactElement {
  const { t } = useTranslation("modules");
  const { data, error, refetch } = useQuery(reading("/ops/sources"));
  const mayWrite = useMay("source.write");
  const [act, setAct] = useState<Act>();
  const onClose = (): void => setAct(undefined);
  return (
    <>
      {mayWrite && (
        <Filters
          label={t("sources.acts")}
          acts={
            <Button look="main" icon="plus" onClick={() => setAct({ act: "add" })}>
              {t("sources.add")}
            </Button>
          }
        />
      )}
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data?.sources.length === 0 && <State title={t("sources.none")} icon="external" />}
      {data !== undefined && data.sources.length > 0 && (
        <SourceTable sources={data.sources} mayWrite={mayWrite} onAct={setAct} />
      )}
      {act?.act === "quality" && <QualityDialog source={act.source} onClose={onClose} />}
      {act?.act === "add" && <AddSource onClose={onClose} />}
      {act?.act === "rotate" && <RotateKey source={act.source} onClose={onClose} />}
      {act?.act === "revoke" && <RevokeSource source={act.source} onClose={onClose} />}
    </>
  );
}

function SourceTable({
  sources,
  mayWrite,
  onAct,
}: {
  readonly sources: readonly Source[];
  readonly mayWrite: boolean;
  readonly onAct: (act: Act) => void;
}): ReactElement {
  const { t } = useTranslation("modules");
  return (
    <DataTable
      label={t("tabs.sources")}
      rows={sources}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("source"),
          show: ({ id }) => (
            <GoTo to="/modules" search={{ tab: "modules", source: id }}>
              {id}
            </GoTo>
          ),
        },
        { title: t("sources.name"), kind: "wide", show: ({ name }) => name },
        { title: t("sources.keys"), kind: "end", show: ({ keys }) => count(keys) },
        {
          title: t("sources.bundle"),
          kind: "end",
          show: ({ bundleVersion }) => (bundleVersion === 0 ? "–" : String(bundleVersion)),
        },
        { title: t("sources.created"), show: ({ createdAt }) => moment(createdAt) },
        {
          title: t("sources.revoked"),
          show: ({ revokedAt }) => (revokedAt === null ? "–" : moment(revokedAt)),
        },
        {
          title: t("sources.acts"),
          show: ({ id, revokedAt }: Source) => (
            <div className={styles.acts}>
              <Button size="small" onClick={() => onAct({ act: "quality", source: id })}>
                {t("quality.button")}
              </Button>
              {mayWrite && revokedAt === null && (
                <>
                  <Button size="small" onClick={() => onAct({ act: "rotate", source: id })}>
                    {t("sources.rotate")}
                  </Button>
                  <Button size="small" look="danger" onClick={() => onAct({ act: "revoke", source: id })}>
                    {t("sources.revoke")}
                  </Button>
                </>
              )}
            </div>
          ),
        },
      ]}
    />
  );
}
