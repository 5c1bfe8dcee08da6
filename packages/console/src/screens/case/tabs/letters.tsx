import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { getUntil } from "../../../api/call.ts";
import { useMay } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import loop from "../../../loop/loop.module.css";
import { useNames } from "../../../loop/names.ts";
import { Paged } from "../../../loop/paged.tsx";
import { usePages } from "../../../loop/pages.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { State } from "../../../ui/state.tsx";
import styles from "../case.module.css";
import type { CaseProps } from "../case-query.ts";

const path = "/console/letters";

/** The letters of a case, and the way to a new one. */
export function LettersTab({ file, track }: CaseProps): ReactElement {
  const { t } = useTranslation("case");
  const names = useNames();
  const mayDraft = useMay("letter.draft");
  const list = usePages([path, { case: file.id }], (cursor, signal) =>
    getUntil(signal, path, { query: { case: file.id, cursor } }),
  );
  return (
    <div className={styles.stack}>
      <Paged
        list={list}
        rowsOf={({ letters }) => letters.filter((one) => one.track === track.track)}
        empty={<State title={t("letters.none")} icon="letter" />}
      >
        {(rows) => (
          <DataTable
            label={t("tabs.letters")}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t("letters.letter"),
                kind: "wide",
                show: ({ id, kind, number }) => (
                  <>
                    <GoTo to={`/letters/${id}`}>{number ?? t(`letterKinds.${kind}`)}</GoTo>{" "}
                    <span className={loop.soft}>{number === null ? "" : t(`letterKinds.${kind}`)}</span>
                  </>
                ),
              },
              { title: t("letters.to"), show: ({ to }) => to },
              { title: t("letters.reply"), show: ({ replyOn }) => replyOn ?? "—" },
              {
                title: t("letters.state"),
                show: ({ state, isOverdue }) => (
                  <StateMark tone={isOverdue ? "bad" : "plain"} text={t(`letterStates.${state}`)} />
                ),
              },
              {
                title: t("letters.drafted"),
                show: ({ draftedAt, draftedBy }) => `${moment(draftedAt)} ${names.person(draftedBy)}`,
              },
            ]}
          />
        )}
      </Paged>
      {mayDraft && file.open && (
        <p>
          <GoTo to="/letters/new" search={{ case: file.id, track: track.track }}>
            {t("letters.draft")}
          </GoTo>
        </p>
      )}
    </div>
  );
}
