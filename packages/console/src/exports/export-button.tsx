import { lazy, type ReactElement, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../app/me.ts";
import { loadTexts } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import type { ExportOrder } from "./export-order.ts";

const ExportDialog = lazy(async () => {
  const [module] = await Promise.all([import("./export-dialog.tsx"), loadTexts("reports")]);
  return { default: module.ExportDialog };
});

/** Makes a file of what a list is filtered by; not offered to whoever may not export. */
export function ExportButton({
  order,
  size,
}: {
  readonly order: ExportOrder;
  readonly size?: "small" | undefined;
}): ReactElement | null {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<ExportOrder>();
  const may = useMay("report.export");
  if (!may) return null;
  return (
    <>
      <Button icon="download" size={size} onClick={() => setAsked(order)}>
        {t("exportList")}
      </Button>
      {asked !== undefined && (
        <Suspense>
          <ExportDialog order={asked} onClose={() => setAsked(undefined)} />
        </Suspense>
      )}
    </>
  );
}
