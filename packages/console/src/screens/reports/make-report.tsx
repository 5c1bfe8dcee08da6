import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { FormDialog } from "../../loop/form-dialog.tsx";
import { useChange } from "../../loop/use-change.ts";
import { DateField } from "../../ui/date/date-field.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { AreaFields, areaOf, noArea } from "./area-fields.tsx";
import { monthBefore, startOf } from "./days.ts";
import styles from "./reports.module.css";

/** Makes a report of a period, and goes to it. */
export function MakeReport({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("reports");
  const navigate = useNavigate();
  const [period, setPeriod] = useState(() => monthBefore(new Date()));
  const [area, setArea] = useState(noArea);
  const [words, setWords] = useState({ title: "", question: "", proposals: "" });
  const make = useChange(
    () => {
      const { title, question, proposals } = words;
      return post("/console/reports", {
        body: {
          title: title.trim(),
          from: startOf(period.from),
          to: startOf(period.to, 1),
          ...areaOf(area),
          ...(question.trim() !== "" && { question: question.trim() }),
          ...(proposals.trim() !== "" && { proposals: proposals.trim() }),
        },
      });
    },
    ["/console/reports"],
    ({ id }) => void navigate({ to: "/reports/$id", params: { id } }),
  );
  return (
    <FormDialog
      title={t("make.open")}
      act={t("make.submit")}
      error={make.error}
      isPending={make.isPending}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t("name")}
        required
        maxLength={200}
        data-first=""
        value={words.title}
        onChange={({ target }) => setWords({ ...words, title: target.value })}
      />
      <div className={styles.pair}>
        {(["from", "to"] as const).map((end) => (
          <DateField
            key={end}
            label={t(`make.${end}`)}
            required
            value={period[end]}
            min={end === "to" ? period.from : undefined}
            onChange={(day) => setPeriod({ ...period, [end]: day })}
          />
        ))}
      </div>
      <AreaFields value={area} onChange={setArea} />
      {(["question", "proposals"] as const).map((name) => (
        <TextArea
          key={name}
          label={t(name)}
          rows={2}
          maxLength={2000}
          value={words[name]}
          onChange={({ target }) => setWords({ ...words, [name]: target.value })}
        />
      ))}
    </FormDialog>
  );
}
