import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { count } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./modules.module.css";

type Result = Answer<"post", "/ops/quarantine/replay">["results"][number];

/** What each page of a replay gave, up to the last one. */
async function replayAll(source: string | undefined, dryRun: boolean): Promise<readonly Result[]> {
  const results: Result[] = [];
  let cursor: string | undefined;
  do {
    // One page after the other, because each begins where the one before ended.
    const page = await post("/ops/quarantine/replay", { body: { source, dryRun, cursor } });
    results.push(...page.results);
    cursor = page.next;
  } while (cursor !== undefined);
  return results;
}

/** Replays everything that is refused, of one source or of all; first it is said what would be taken. */
export function ReplayDialog({
  source,
  onClose,
}: {
  readonly source: string | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("modules");
  const client = useQueryClient();
  const trial = useMutation({ mutationFn: () => replayAll(source, true) });
  const replay = useMutation({
    mutationFn: () => replayAll(source, false),
    onSuccess: () => client.invalidateQueries({ queryKey: ["/ops/quarantine"] }),
  });
  const { mutate: tryOut } = trial;
  useEffect(() => tryOut(), [tryOut]);
  const shown = replay.data ?? trial.data;
  const taken = shown?.filter(({ status }) => status !== "refused").length ?? 0;
  return (
    <Dialog
      title={t("quarantine.replayAll")}
      onClose={onClose}
      foot={
        replay.isSuccess ? (
          <Button onClick={onClose}>{t("quarantine.done")}</Button>
        ) : (
          <Button look="main" disabled={taken === 0 || replay.isPending} onClick={() => replay.mutate()}>
            {t("quarantine.replayCount", { taken: count(taken) })}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {trial.error !== null && <Problem error={trial.error} onRetry={() => tryOut()} />}
        {replay.error !== null && <Problem error={replay.error} />}
        <p>{source === undefined ? t("quarantine.ofAll") : t("quarantine.ofSource", { source })}</p>
        {shown === undefined && trial.error === null && <Loading />}
        {shown !== undefined && (
          <div role="status">
            <FactGrid
              facts={[
                [replay.isSuccess ? t("quarantine.taken") : t("quarantine.wouldTake"), count(taken)],
                [t("quarantine.stillRefused"), count(shown.length - taken)],
              ]}
            />
          </div>
        )}
      </div>
    </Dialog>
  );
}
