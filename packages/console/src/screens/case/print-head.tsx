import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { PrintHead } from "../../ui/print-head.tsx";
import type { CaseFile } from "./case-query.ts";

/** What stands above the case on paper, with the last hash of its timeline. */
export function CasePrintHead({ file }: { readonly file: CaseFile }): ReactElement {
  const { t } = useTranslation("case");
  const steps = useQuery(
    reading("/console/cases/{id}/timeline", { params: { id: file.id }, query: { limit: 500 } }),
  );
  const sha256 = steps.data?.entries.at(-1)?.hash;
  return (
    <PrintHead
      number={file.id}
      hash={typeof sha256 === "string" ? { of: t("printHash"), sha256 } : undefined}
    />
  );
}
