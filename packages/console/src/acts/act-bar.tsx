import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../api/call.ts";
import { reading } from "../api/queries.ts";
import { useKeys } from "../app/keyboard/keys.ts";
import { count } from "../i18n/format.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./act-bar.module.css";
import { type Act, actStore, useActs } from "./acts.ts";
import { Refusals } from "./refusals.tsx";
import { staleAfterActs } from "./stale.ts";

const path = "/console/bulk/{id}";
type State = Answer<"get", typeof path>;

const lookMs = 700;
/** How long the end of an act is told. */
const toldMs = 12_000;

/** How far acts are, and undoing them as long as nothing is changed. */
export function ActBar(): ReactElement {
  const { t } = useTranslation();
  const acts = useActs();
  return (
    <div className={styles.bars} role="region" aria-label={t("acts.label")} hidden={acts.length === 0}>
      {acts.map((act, place) => (
        <One key={act.id} act={act} isLast={place === acts.length - 1} />
      ))}
    </div>
  );
}

function One({ act, isLast }: { readonly act: Act; readonly isLast: boolean }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const found = useQuery({
    ...reading(path, { params: { id: act.id } }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && hasEnded(data) ? false : lookMs),
    staleTime: 0,
  });
  const state = found.data;
  const isOver = state !== undefined && hasEnded(state);
  const undo = useMutation({
    mutationFn: () => post("/console/bulk/{id}/undo", { params: { id: act.id } }),
    onSuccess: () => found.refetch(),
  });
  useEffect(() => {
    if (!isOver) return undefined;
    actStore.end(act.id);
    void staleAfterActs(client);
    const timer = setTimeout(() => actStore.remove(act.id), toldMs);
    return () => clearTimeout(timer);
  }, [isOver, act.id, client]);
  const mayUndo = state?.state === "checking" || state?.state === "waiting";
  const error = undo.error ?? found.error;
  return (
    <div className={styles.bar}>
      {error !== null && <Problem error={error} onRetry={() => void found.refetch()} />}
      <span role="status">{state !== undefined && <Said act={act} state={state} />}</span>
      {mayUndo && (
        <Button
          size="small"
          icon="undo"
          disabled={undo.isPending}
          onClick={() => undo.mutate()}
          aria-keyshortcuts="u"
        >
          {t("acts.undo")}
          {isLast && <kbd aria-hidden="true">U</kbd>}
        </Button>
      )}
      {isLast && mayUndo && <UndoKey onUndo={() => undo.mutate()} />}
      {state !== undefined && state.refusals.length > 0 && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t("acts.more")}
        </Button>
      )}
      {isOver && (
        <IconButton size="small" icon="close" name={t("close")} onClick={() => actStore.remove(act.id)} />
      )}
      {isOpen && state !== undefined && <Refusals refusals={state.refusals} onClose={() => setOpen(false)} />}
    </div>
  );
}

const hasEnded = ({ state }: State): boolean => state === "done" || state === "refused" || state === "undone";

function UndoKey({ onUndo }: { readonly onUndo: () => void }): null {
  const { t } = useTranslation();
  useKeys({ title: t("acts.label"), commands: [{ keys: "u", text: t("acts.undo"), run: onUndo }] });
  return null;
}

/** In one sentence. */
function Said({ act, state }: { readonly act: Act; readonly state: State }): string {
  const { t } = useTranslation();
  const seconds = useSecondsUntil(
    act.at + new Date(state.undoUntil).getTime() - new Date(state.askedAt).getTime(),
  );
  const { total, done, changed, refused } = state;
  if (state.state === "checking") return t("acts.checking", { total: count(total) });
  if (state.state === "waiting") return t("acts.waiting", { total: count(total), seconds });
  if (state.state === "running") return t("acts.running", { done: count(done), total: count(total) });
  if (state.state === "undone") return t("acts.undone");
  if (state.state === "refused") return t("acts.refused", { refused: count(refused) });
  return refused === 0
    ? t("acts.done", { changed: count(changed) })
    : t("acts.partly", { changed: count(changed), refused: count(refused) });
}

function useSecondsUntil(end: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((end - now) / 1000));
}
