import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { queryClient } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
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
  const make = useMutation({
    mutationFn: () => {
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
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ["/console/reports"] });
      await navigate({ to: "/reports/$id", params: { id } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Dialog
      title={t("make.open")}
      onClose={onClose}
      foot={
        <Button type="submit" form="make-report" look="main" disabled={make.isPending}>
          {t("make.submit")}
        </Button>
      }
    >
      <form id="make-report" className={styles.form} onSubmit={submit}>
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
        {make.error !== null && <Problem error={make.error} />}
      </form>
    </Dialog>
  );
}
