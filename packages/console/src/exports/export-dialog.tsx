import { useMutation } from "@tanstack/react-query";
import { type ReactElement, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post } from "../api/call.ts";
import { queryClient } from "../api/queries.ts";
import { language } from "../i18n/i18n.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Problem } from "../ui/problem.tsx";
import { Loading } from "../ui/state.tsx";
import { ExportProgress } from "./export-progress.tsx";
import { type ExportOrder, exportsPath } from "./export-order.ts";
import styles from "./exports.module.css";

/** Asks for a file as soon as it is shown, and says how far it is. It is made also when the dialog is closed. */
export function ExportDialog({
  order,
  onClose,
}: {
  readonly order: ExportOrder;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("reports");
  const { mutate, data, error } = useMutation({
    // The type of a route with several bodies asks for one of them, not for any of them.
    mutationFn: () =>
      post(exportsPath, { body: { ...order, language: language() } } as Given<"post", typeof exportsPath>),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [exportsPath] }),
  });
  useEffect(() => mutate(), [mutate]);
  return (
    <Dialog title={t("export.title")} size="narrow" onClose={onClose}>
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => mutate()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && <ExportProgress id={data.id} />}
        <p className={styles.hint}>{t("export.hint")}</p>
      </div>
    </Dialog>
  );
}
