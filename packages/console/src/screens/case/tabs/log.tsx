import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../../api/call.ts";
import { moment } from "../../../i18n/format.ts";
import loop from "../../../loop/loop.module.css";
import { useNames } from "../../../loop/names.ts";
import { Paged } from "../../../loop/paged.tsx";
import { usePages } from "../../../loop/pages.ts";
import { useWord } from "../../../loop/word.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { SelectField } from "../../../ui/field.tsx";
import { State } from "../../../ui/state.tsx";
import styles from "../case.module.css";
import type { CaseProps } from "../case-query.ts";

type Entry = Answer<"get", "/console/cases/{id}/timeline">["entries"][number];
const path = "/console/cases/{id}/timeline";
const kinds = [
  "opened",
  "transition",
  "alert",
  "merge",
  "comment",
  "evidence",
  "opinion",
  "measure",
  "letter",
  "escalation",
  "track",
] as const;

/** Everything that happened to the case, each entry with the hash that the log has of its words. */
export function LogTab({ file }: CaseProps): ReactElement {
  const { t } = useTranslation("case");
  const word = useWord();
  const names = useNames();
  const [kind, setKind] = useState("");
  const list = usePages([path, file.id, kind], (cursor, signal) =>
    getUntil(signal, path, {
      params: { id: file.id },
      query: { kind: kind === "" ? undefined : kind, cursor, limit: 100 },
    }),
  );
  return (
    <div className={styles.stack}>
      <div className={loop.filters}>
        <SelectField label={t("log.kind")} value={kind} onChange={({ target }) => setKind(target.value)}>
          <option value="">{t("log.all")}</option>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {word("kinds", one)}
            </option>
          ))}
        </SelectField>
      </div>
      <Paged list={list} rowsOf={({ entries }) => entries} empty={<State title={t("log.none")} />}>
        {(rows) => (
          <DataTable
            label={t("tabs.log")}
            rows={rows}
            keyOf={(row) => `${row.case} ${row.n}`}
            columns={[
              { title: t("log.when"), show: ({ at }) => moment(at) },
              { title: t("log.what"), kind: "wide", show: (row) => <What row={row} /> },
              { title: t("side"), show: ({ track }) => (track === null ? "—" : word("tracks", track)) },
              {
                title: t("log.by"),
                show: ({ by }) => (by === null ? t("facts.system") : names.person(by)),
              },
              {
                title: t("log.hash"),
                show: ({ hash }) => (
                  <span className={loop.code} title={hash}>
                    {hash.slice(0, 12)}…
                  </span>
                ),
              },
            ]}
          />
        )}
      </Paged>
    </div>
  );
}

function What({ row: { kind, name, from, to, reasonCode, text } }: { readonly row: Entry }): ReactElement {
  const word = useWord();
  return (
    <>
      <strong>{word(kind === "transition" ? "steps" : "happenings", name)}</strong>{" "}
      {from !== null && to !== null && from !== to && (
        <span className={loop.soft}>
          {word("states", from)} → {word("states", to)}
        </span>
      )}{" "}
      {reasonCode !== null && word("reasons", reasonCode)}
      {text !== null && <p className={loop.words}>{text}</p>}
    </>
  );
}
