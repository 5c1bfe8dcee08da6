import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../../api/call.ts";
import { language } from "../../../i18n/i18n.ts";
import { FileField } from "../../../loop/file-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { SelectField } from "../../../ui/field.tsx";
import { FactGrid } from "../../../ui/fact-grid.tsx";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { touched } from "./org.ts";

const path = "/ops/org/import/{kind}";
type Report = Answer<"post", typeof path>;
const kinds = ["units", "chain", "posts", "people", "holders", "delegations", "relations"] as const;
type Kind = (typeof kinds)[number];

/** Largest file, as the server has it. */
const mostBytes = 4 * 1024 * 1024;

const send = (kind: Kind, file: Blob, dryRun: boolean): Promise<Report> =>
  post(path, { params: { kind }, query: { dryRun }, body: new Blob([file], { type: "text/csv" }) });

/** Takes a CSV file over: first it is said what would change, then all of its rows are taken, or none. */
export function Import(): ReactElement {
  const { t } = useTranslation("settings");
  const [kind, setKind] = useState<Kind>("units");
  const [file, setFile] = useState<File>();
  const look = useChange((given: File) => send(kind, given, true), []);
  const take = useChange((given: File) => send(kind, given, false), [...touched, "/ops/people"]);
  const forget = (): void => {
    setFile(undefined);
    look.reset();
    take.reset();
  };
  const choose = (chosen: File | undefined): void => {
    forget();
    setFile(chosen);
    if (chosen !== undefined && chosen.size <= mostBytes) look.mutate(chosen);
  };
  const report = take.data ?? look.data;
  const error = take.error ?? look.error;
  return (
    <Section title={t("import.title")}>
      <div className={styles.stack}>
        <p className={styles.soft}>{t("import.hint")}</p>
        <div className={styles.acts}>
          <SelectField
            label={t("import.kind")}
            value={kind}
            onChange={({ target }) => {
              forget();
              setKind(kinds.find((one) => one === target.value) ?? "units");
            }}
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t(`import.kinds.${one}`)}
              </option>
            ))}
          </SelectField>
        </div>
        <FileField
          key={kind}
          label={t("import.file")}
          hint={t(`import.columns.${kind}`)}
          accept=".csv,text/csv"
          onChoose={choose}
        />
        {file !== undefined && file.size > mostBytes && <p role="alert">{t("import.tooLarge")}</p>}
        {error !== null && <Problem error={error} />}
        {(look.isPending || take.isPending) && <Loading />}
        {report !== undefined && <Result report={report} />}
        {file !== undefined && take.data === undefined && look.data !== undefined && (
          <div>
            <Button
              look="main"
              disabled={take.isPending || look.data.refused > 0 || look.data.added + look.data.changed === 0}
              onClick={() => take.mutate(file)}
            >
              {t("import.take")}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function Result({ report }: { readonly report: Report }): ReactElement {
  const { t } = useTranslation("settings");
  const outcome = report.applied ? "applied" : report.refused > 0 ? "refused" : "would";
  return (
    <>
      <p role="status">{t(`import.outcomes.${outcome}`)}</p>
      <FactGrid
        facts={[
          [t("import.rows"), report.rows],
          [t("import.added"), report.added],
          [t("import.changed"), report.changed],
          [t("import.unchanged"), report.unchanged],
          [t("import.refused"), report.refused],
        ]}
      />
      {report.problems.length > 0 && (
        <DataTable
          label={t("import.problems")}
          rows={report.problems}
          keyOf={({ line, column, code, value }) => JSON.stringify([line, column, code, value])}
          columns={[
            { title: t("import.line"), kind: "end", show: ({ line }) => line },
            { title: t("import.column"), show: ({ column }) => column ?? "—" },
            { title: t("import.value"), show: ({ value }) => value },
            { title: t("import.problem"), kind: "wide", show: ({ message }) => message[language()] },
          ]}
        />
      )}
    </>
  );
}
