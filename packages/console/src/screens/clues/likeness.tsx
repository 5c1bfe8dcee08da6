import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";

/** Why two clues may be the same. */
export function Likeness({
  reason,
  similarity,
}: {
  readonly reason: "source_ref" | "text";
  readonly similarity: number;
}): ReactElement {
  const { t } = useTranslation("clues");
  const percent = Math.round(similarity * 100);
  return <>{reason === "source_ref" ? t("byRef") : t("byText", { percent })}</>;
}
