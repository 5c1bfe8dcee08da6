import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "../../api/call.ts";
import { useMay } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Lamp } from "../../ui/lamp.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./reports.module.css";

const colours = { same: "green", other: "red", unknown: "amber" } as const;

/** Whether a report on paper is the one that is kept, by its number and hash. */
export function Verify(): ReactElement {
  const { t } = useTranslation("reports");
  const [number, setNumber] = useState("");
  const [hash, setHash] = useState("");
  const mayAudit = useMay("log.read");
  const check = useMutation({
    mutationFn: (query: { readonly number: string; readonly hash: string }) =>
      get("/console/reports/verify", { query }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    check.mutate({ number: number.trim(), hash: hash.replaceAll(/\s/g, "") });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{t("verify.text")}</p>
      <TextField
        label={t("number")}
        required
        maxLength={40}
        value={number}
        onChange={({ target }) => setNumber(target.value)}
      />
      <TextField
        label={t("verify.hash")}
        required
        maxLength={100}
        value={hash}
        onChange={({ target }) => setHash(target.value)}
      />
      <div>
        <Button type="submit" look="main" disabled={check.isPending}>
          {t("verify.submit")}
        </Button>
      </div>
      {check.error !== null && <Problem error={check.error} />}
      <div role="status">
        {check.data !== undefined && (
          <>
            <Lamp colour={colours[check.data.result]} text={t(`verify.results.${check.data.result}`)} />
            {check.data.madeAt !== null && <p>{t("verify.madeAt", { moment: moment(check.data.madeAt) })}</p>}
          </>
        )}
      </div>
      {check.data !== undefined && check.data.result !== "unknown" && mayAudit && (
        <GoTo to="/audit" search={{ type: "report.made", subject: check.variables.number }}>
          {t("verify.audit")}
        </GoTo>
      )}
    </form>
  );
}
