import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./risks.module.css";

/** Takes a file of the register over: all of its rows, or none. */
export function ImportButton(): ReactElement {
  const { t } = useTranslation("risks");
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const take = useMutation({
    mutationFn: (file: File) => post("/console/risks/file", { body: new Blob([file], { type: "text/csv" }) }),
    onSuccess: () =>
      Promise.all(
        ["/console/risks", "/console/risks/gaps", "/console/risks/matrix"].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("import.open")}</Button>
      {isOpen && (
        <Dialog
          title={t("import.open")}
          onClose={() => {
            setOpen(false);
            take.reset();
          }}
          foot={
            <Button
              look="main"
              disabled={take.isPending}
              onClick={() => {
                const file = input.current?.files?.[0];
                if (file !== undefined) take.mutate(file);
              }}
            >
              {t("import.take")}
            </Button>
          }
        >
          <div className={styles.stack}>
            <p>{t("import.hint")}</p>
            <label className={styles.file}>
              {t("import.file")}
              <input ref={input} type="file" accept=".csv,text/csv" />
            </label>
            {take.error !== null && <Problem error={take.error} />}
            <p role="status">{take.isSuccess && t("import.done", take.data)}</p>
          </div>
        </Dialog>
      )}
    </>
  );
}
