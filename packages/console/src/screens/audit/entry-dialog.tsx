import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { get } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { count } from "../../i18n/format.ts";
import { saveFile } from "../../files/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Lamp } from "../../ui/lamp.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./audit.module.css";
import { checkEntry, type EntryFound, type LogRecord } from "./check-entry.ts";

const proofOf = async (position: number): Promise<string> =>
  await (await get("/ops/log/records/{position}/proof", { params: { position } })).text();

/** One entry: what it said, whether that is what was logged, and the receipt to take along. */
export function EntryDialog({
  position,
  onClose,
}: {
  readonly position: number;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("audit");
  const { data, error, refetch } = useQuery(reading("/ops/log/records/{position}", { params: { position } }));
  const save = useMutation({
    mutationFn: async () =>
      saveFile(new Blob([await proofOf(position)], { type: "text/plain" }), `entry-${position}.tlog-proof`),
  });
  return (
    <Dialog
      title={t("entry.title", { position: count(position) })}
      size="wide"
      onClose={onClose}
      foot={
        <Button icon="download" disabled={save.isPending} onClick={() => save.mutate()}>
          {t("entry.receipt")}
        </Button>
      }
    >
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {save.error !== null && <Problem error={save.error} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && <Record position={position} record={data} />}
      </div>
    </Dialog>
  );
}

function Record({
  position,
  record,
}: {
  readonly position: number;
  readonly record: LogRecord;
}): ReactElement {
  const { t } = useTranslation("audit");
  const check = useMutation({
    mutationFn: async () => checkEntry(position, record, await proofOf(position)),
  });
  return (
    <>
      <div className={styles.check}>
        <Button icon="shield" disabled={check.isPending} onClick={() => check.mutate()}>
          {t("entry.check")}
        </Button>
        <div role="status" className={styles.found}>
          {check.data !== undefined && <Found found={check.data} />}
        </div>
      </div>
      {check.error !== null && <Problem error={check.error} />}
      <h3>{t("entry.header")}</h3>
      <Text text={pretty(record.header)} />
      <h3>{t("entry.payload")}</h3>
      {record.payload === undefined ? (
        <p className={styles.none}>{t("entry.erased")}</p>
      ) : (
        <Text text={pretty(record.payload)} />
      )}
    </>
  );
}

function Found({ found }: { readonly found: EntryFound }): ReactElement {
  const { t } = useTranslation("audit");
  const size = count(found.checkpoint?.size ?? 0);
  return (
    <>
      {found.isCommitted === undefined ? (
        <Lamp colour="grey" text={t("entry.noPayload")} />
      ) : (
        <Lamp
          colour={found.isCommitted ? "green" : "red"}
          text={t(found.isCommitted ? "entry.committed" : "entry.notCommitted")}
        />
      )}
      <Lamp
        colour={found.isIncluded ? "green" : "red"}
        text={found.isIncluded ? t("entry.included", { size }) : t("entry.notIncluded")}
      />
    </>
  );
}

const Text = ({ text }: { readonly text: string }): ReactElement => (
  // It scrolls, so that it can be reached by keys.
  <pre className={styles.text} tabIndex={0}>
    {text}
  </pre>
);

/** JSON as people read it; anything else as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
