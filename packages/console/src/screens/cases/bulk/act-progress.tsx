import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import styles from "../../../loop/loop.module.css";
import { Button } from "../../../ui/button.tsx";
import { Problem } from "../../../ui/problem.tsx";

type Act = Answer<"get", "/console/bulk/{id}">;

/** How often an act that goes on is looked at. */
const everyMs = 700;

/** How far an act is, until it ended; it can be undone before it changes anything. */
export function ActProgress({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("cases");
  const client = useQueryClient();
  const act = useQuery({
    ...reading("/console/bulk/{id}", { params: { id } }),
    refetchInterval: ({ state: { data } }) => (data?.endedAt === null ? everyMs : false),
  });
  const undo = useMutation({
    mutationFn: () => post("/console/bulk/{id}/undo", { params: { id } }),
    onSettled: () => act.refetch(),
  });
  const isOver = act.data !== undefined && act.data.endedAt !== null;
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: ["/console/cases"] });
    if (isOver) void client.invalidateQueries({ queryKey: ["/console/cases/counts"] });
  }, [isOver, client]);
  const error = act.error ?? undo.error;
  return (
    <div className={styles.card}>
      {error !== null && <Problem error={error} />}
      <p role="status">{act.data !== undefined && <Words act={act.data} />}</p>
      {act.data?.state === "refused" && (
        <ul>
          {act.data.refusals.map(({ id: one, detail, code }) => (
            <li key={one}>
              <span className={styles.number}>{one}</span>{" "}
              <span lang="en">{detail === "" ? code : detail}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.acts}>
        {(act.data?.state === "waiting" || act.data?.state === "checking") && (
          <Button icon="undo" disabled={undo.isPending} onClick={() => undo.mutate()}>
            {t("bulk.undo")}
          </Button>
        )}
        {isOver && <Button onClick={onClose}>{t("bulk.leave")}</Button>}
      </div>
    </div>
  );
}

function Words({ act: { state, total, done, changed, refused, undoUntil } }: { readonly act: Act }): string {
  const { t } = useTranslation("cases");
  const seconds = useSecondsUntil(undoUntil);
  if (state === "done" && refused > 0) return t("bulk.partly", { changed, refused });
  return t(`bulk.${state}`, { total, done, changed, refused, seconds });
}

function useSecondsUntil(moment: string): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((Date.parse(moment) - now) / 1_000));
}
