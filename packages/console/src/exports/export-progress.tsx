import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { get, post } from "../api/call.ts";
import { queryClient, reading } from "../api/queries.ts";
import { saveFile } from "../files/save-file.ts";
import { count } from "../i18n/format.ts";
import { Button } from "../ui/button.tsx";
import { Facts } from "../ui/facts.tsx";
import { Problem } from "../ui/problem.tsx";
import { Loading } from "../ui/state.tsx";
import { exportsPath, type ListExport } from "./export-order.ts";
import styles from "./exports.module.css";

const path = "/console/list-exports/{id}";
const lookMs = 700;

const isUnderWay = (state: ListExport["state"] | undefined): boolean =>
  state === "queued" || state === "running";

/** How far a file is; once it is made, what it is, and the way to it. */
export function ExportProgress({ id }: { readonly id: string }): ReactElement {
  const { t } = useTranslation("reports");
  const { data, error, refetch } = useQuery({
    ...reading(path, { params: { id } }),
    refetchInterval: (query) => (isUnderWay(query.state.data?.state) ? lookMs : false),
  });
  if (data === undefined)
    return error === null ? <Loading /> : <Problem error={error} onRetry={() => void refetch()} />;
  const { state, done, total, rows, number, rowsSha256 } = data;
  return (
    <div className={styles.stack}>
      <p role="status">
        {t(`export.states.${state}`)}
        {state === "running" && total !== null && ` ${count(done)} / ${count(total)}`}
      </p>
      {isUnderWay(state) && (
        <progress
          className={styles.bar}
          aria-label={t("export.progress")}
          max={total ?? undefined}
          value={total === null ? undefined : done}
        />
      )}
      <Facts
        facts={[
          [t("export.number"), number],
          [t("export.rows"), rows === null ? undefined : count(rows)],
          [t("export.hash"), rowsSha256 && <code className={styles.hash}>{rowsSha256}</code>],
        ]}
      />
      {data.failure !== null && <p role="alert">{t("export.failure", { code: data.failure })}</p>}
      <ExportActs file={data} />
    </div>
  );
}

/** Takes a file that is made, or ends the making of one that is not. */
export function ExportActs({
  file: { id, number, state },
}: {
  readonly file: Pick<ListExport, "id" | "number" | "state">;
}): ReactElement {
  const { t } = useTranslation("reports");
  const take = useMutation({
    mutationFn: async () =>
      saveFile(await get("/console/list-exports/{id}/file", { params: { id } }), `${number}.xlsx`),
  });
  const cancel = useMutation({
    mutationFn: () => post("/console/list-exports/{id}/cancel", { params: { id } }),
    onSettled: () =>
      Promise.all([path, exportsPath].map((key) => queryClient.invalidateQueries({ queryKey: [key] }))),
  });
  const error = take.error ?? cancel.error;
  return (
    <div className={styles.acts}>
      {state === "done" && (
        <Button
          look="main"
          size="small"
          icon="download"
          disabled={take.isPending}
          onClick={() => take.mutate()}
        >
          {t("export.take")}
        </Button>
      )}
      {isUnderWay(state) && (
        <Button size="small" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          {t("export.cancel")}
        </Button>
      )}
      {error !== null && <Problem error={error} />}
    </div>
  );
}
