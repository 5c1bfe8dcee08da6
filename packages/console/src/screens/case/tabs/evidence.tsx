import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { addressOf, type Answer } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMe } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import loop from "../../../loop/loop.module.css";
import { useNames } from "../../../loop/names.ts";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import styles from "../case.module.css";
import type { CaseProps } from "../case-query.ts";
import { isWorking } from "../working.ts";
import { AddEvidence } from "./add-evidence.tsx";
import { Withdraw } from "./withdraw.tsx";

type Evidence = Answer<"get", "/console/cases/{id}/evidence">["evidence"][number];

/** What shows that it is so: files with their hashes, notes, events; what was withdrawn stays visible as such. */
export function EvidenceTab({ file, track }: CaseProps): ReactElement {
  const { t } = useTranslation("case");
  const me = useMe();
  const list = useQuery(reading("/console/cases/{id}/evidence", { params: { id: file.id } }));
  const rows = (list.data?.evidence ?? []).filter((one) => one.track === track.track);
  return (
    <div className={styles.stack}>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.isSuccess && rows.length === 0 && (
        <State title={t("evidence.none")} text={t("evidence.noneHint")} icon="folder" />
      )}
      {rows.length > 0 && <List caseId={file.id} rows={rows} />}
      {isWorking(me, track) && file.open && <AddEvidence id={file.id} track={track.track} />}
    </div>
  );
}

function List({
  caseId,
  rows,
}: {
  readonly caseId: string;
  readonly rows: readonly Evidence[];
}): ReactElement {
  const { t } = useTranslation("case");
  const names = useNames();
  const me = useMe();
  const [withdrawing, setWithdrawing] = useState<Evidence>();
  return (
    <>
      <DataTable
        label={t("tabs.evidence")}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { title: t("evidence.name"), kind: "wide", show: (row) => <What caseId={caseId} row={row} /> },
          {
            title: t("evidence.hash"),
            kind: "wide",
            show: ({ sha256 }) => <span className={loop.code}>{sha256}</span>,
          },
          {
            title: t("evidence.added"),
            show: ({ addedAt, addedBy }) => (
              <>
                {moment(addedAt)}
                <br />
                {names.person(addedBy)}
              </>
            ),
          },
          {
            title: t("evidence.withdraw"),
            show: (row) =>
              row.addedBy === me.id && row.withdrawnAt === null ? (
                <Button size="small" onClick={() => setWithdrawing(row)}>
                  {t("evidence.withdraw")}
                </Button>
              ) : (
                "—"
              ),
          },
        ]}
      />
      {withdrawing !== undefined && (
        <Withdraw caseId={caseId} item={withdrawing.id} onClose={() => setWithdrawing(undefined)} />
      )}
    </>
  );
}

function What({ caseId, row }: { readonly caseId: string; readonly row: Evidence }): ReactElement {
  const { t } = useTranslation("case");
  const names = useNames();
  if (row.withdrawnAt !== null)
    return (
      <>
        <s>{row.name ?? t(`evidence.${row.kind === "event" ? "file" : row.kind}`)}</s>
        <p className={loop.soft}>
          {t("evidence.withdrawn", {
            person: names.person(row.withdrawnBy),
            moment: moment(row.withdrawnAt),
            reason: row.withdrawalReason ?? "",
          })}
        </p>
      </>
    );
  return (
    <>
      {row.kind === "file" && row.name !== null && (
        <a
          href={addressOf("/console/cases/{id}/evidence/{item}/content", {
            params: { id: caseId, item: row.id },
          })}
          download={row.name}
          aria-label={t("evidence.download", { name: row.name })}
        >
          {row.name}
        </a>
      )}
      {row.kind === "note" && t("evidence.note")}
      {row.event !== null && t("evidence.event", { id: row.event.id })}
      {row.text !== null && <p className={loop.words}>{row.text}</p>}
    </>
  );
}
