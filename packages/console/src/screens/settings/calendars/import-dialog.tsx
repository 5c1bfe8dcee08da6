import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../../api/call.ts";
import { CheckField } from "../../../loop/check-field.tsx";
import { FileField } from "../../../loop/file-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { touched } from "./calendars.tsx";

const path = "/ops/calendars/{id}/import";
type Result = Answer<"post", typeof path>;
/** Longest text that the server takes. */
const mostCharacters = 500_000;

interface Chosen {
  readonly format: "csv" | "ics";
  readonly text: string;
}

/** Takes the days of a file over, all or none; first it is said what would change. */
export function ImportDialog({
  calendar,
  year,
  onClose,
}: {
  readonly calendar: string;
  readonly year: number;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const form = useImport(calendar, year, onClose);
  const { file, given, set, look, take, isTooLong, isReady } = form;
  const { data } = look;
  const canTake = isReady && data !== undefined && data.problems.length === 0 && data.read > 0;
  return (
    <Dialog
      title={t("calendars.import")}
      size="wide"
      onClose={onClose}
      foot={
        <div className={styles.acts}>
          <Button disabled={!isReady || look.isPending} onClick={() => look.mutate()}>
            {t("calendars.look")}
          </Button>
          <Button look="main" disabled={!canTake || take.isPending} onClick={() => take.mutate()}>
            {t("import.take")}
          </Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <FileField
          label={t("import.file")}
          hint={t("calendars.fileHint")}
          accept=".csv,.ics,text/csv,text/calendar"
          onChoose={(chosen) => void form.choose(chosen)}
        />
        {isTooLong && <p role="alert">{t("import.tooLarge")}</p>}
        {file?.format === "ics" && (
          <SelectField
            label={t("calendars.icsKind")}
            value={given.kind}
            onChange={({ target }) => set({ kind: target.value === "workday" ? "workday" : "holiday" })}
          >
            <option value="holiday">{t("calendars.kinds.holiday")}</option>
            <option value="workday">{t("calendars.kinds.workday")}</option>
          </SelectField>
        )}
        <TextField
          label={t("calendars.source")}
          hint={t("calendars.sourceHint")}
          maxLength={500}
          value={given.source}
          onChange={({ target }) => set({ source: target.value })}
        />
        <CheckField
          label={t("calendars.whole", { year })}
          isOn={given.isWhole}
          onChange={(isWhole) => set({ isWhole })}
        />
        {look.error !== null && <Problem error={look.error} />}
        {take.error !== null && <Problem error={take.error} />}
        {data !== undefined && <Found result={data} />}
      </div>
    </Dialog>
  );
}

interface ImportGiven {
  readonly source: string;
  readonly isWhole: boolean;
  /** Of events of an iCalendar file. */
  readonly kind: "holiday" | "workday";
}

/** What was chosen and said, and the two requests: to look, and to take. */
// oxlint-disable-next-line typescript/explicit-function-return-type -- the parts of a form, each with its own type
function useImport(calendar: string, year: number, onDone: () => void) {
  const [file, setFile] = useState<Chosen>();
  const [given, setGiven] = useState<ImportGiven>({ source: "", isWhole: true, kind: "holiday" });
  const source = given.source.trim();
  const send = (dryRun: boolean): Promise<Result> => {
    if (file === undefined) throw new Error("the buttons wait for a file");
    return post(path, {
      params: { id: calendar },
      body: {
        ...file,
        dryRun,
        ...(file.format === "ics" && { kind: given.kind }),
        ...(source !== "" && { source }),
        ...(given.isWhole && { announces: [year] }),
      },
    });
  };
  const look = useChange(() => send(true), []);
  const take = useChange(() => send(false), touched, onDone);
  const isTooLong = file !== undefined && file.text.length > mostCharacters;
  return {
    file,
    given,
    look,
    take,
    isTooLong,
    isReady: file !== undefined && file.text !== "" && !isTooLong && (!given.isWhole || source !== ""),
    set: (change: Partial<ImportGiven>): void => {
      setGiven({ ...given, ...change });
      look.reset();
    },
    choose: async (chosen: File | undefined): Promise<void> => {
      look.reset();
      take.reset();
      setFile(chosen && { format: chosen.name.endsWith(".ics") ? "ics" : "csv", text: await chosen.text() });
    },
  };
}

function Found({ result: { read, days, years, problems } }: { readonly result: Result }): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <>
      <p role="status">
        {t("calendars.found", { read, changed: days.length, years: years.length, problems: problems.length })}
      </p>
      {problems.length > 0 && (
        <ul lang="en">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {days.length > 0 && (
        <DataTable
          label={t("calendars.changes")}
          rows={days}
          keyOf={({ date }) => date}
          columns={[
            { title: t("calendars.day"), show: ({ date }) => date },
            {
              title: t("calendars.was"),
              show: ({ before }) =>
                t(before === "inherited" ? "calendars.unsaid" : `calendars.kinds.${before}`),
            },
            { title: t("calendars.becomes"), kind: "wide", show: ({ kind }) => t(`calendars.kinds.${kind}`) },
          ]}
        />
      )}
    </>
  );
}
