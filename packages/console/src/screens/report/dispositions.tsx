import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useWord } from "../../loop/word.ts";
import type { Content } from "./report.tsx";
import { ShareTable } from "./share-table.tsx";

/** What people found about alerts in the period. */
export function Dispositions({
  content: { dispositions },
}: {
  readonly content: Pick<Content, "dispositions">;
}): ReactElement {
  const { t } = useTranslation("report");
  const word = useWord();
  return (
    <ShareTable
      title={t("dispositions")}
      of={t("found")}
      parts={dispositions.map(({ label, reason, value }) => ({
        key: `${label} ${reason ?? ""}`,
        name: [word("labels", label), reason === null ? undefined : word("reasons", reason)]
          .filter((part) => part !== undefined)
          .join(" · "),
        value,
      }))}
    />
  );
}
