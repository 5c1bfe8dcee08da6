import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { Problem } from "../../ui/problem.tsx";
import styles from "./model.module.css";
import { refreshModels } from "./version.ts";

/** How often a job that runs is asked about. */
const everyMs = 1_000;

/** How far a backtest is; when it ends, its result is read. */
export function Job({ id }: { readonly id: string }): ReactElement | null {
  const { t } = useTranslation("model");
  const client = useQueryClient();
  const may = useMay("job.read");
  const { data, error } = useQuery({
    ...reading("/ops/jobs/{id}", { params: { id } }),
    enabled: may,
    staleTime: 0,
    refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : everyMs),
  });
  // Of one that failed the reason stays on the screen until something else is done.
  const isDone = data?.state === "done" || data?.state === "cancelled";
  useEffect(() => {
    if (isDone) void refreshModels(client);
  }, [isDone, client]);
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return null;
  const { done, total, state, failure } = data;
  if (failure !== null)
    return (
      <p className={styles.broken} role="alert">
        {t(`jobs.${state}`)} <code>{failure.code}</code> <span lang="en">{failure.detail}</span>
      </p>
    );
  return (
    <div className={styles.job} role="status">
      <label>
        <span>{t(`jobs.${state}`)}</span>
        <progress value={total === null ? undefined : done} max={Math.max(total ?? 1, 1)} />
        <span>{total === null ? "" : `${done} / ${total}`}</span>
      </label>
    </div>
  );
}

const isOver = (state: string | undefined): boolean =>
  state === "done" || state === "failed" || state === "cancelled";
