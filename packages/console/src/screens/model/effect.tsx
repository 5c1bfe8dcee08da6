import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { percent } from "../models/figures.ts";

/** How often the alerts of a rule turned out to be right; nothing where nobody looked at one yet. */
export function Effect({ rule }: { readonly rule: string }): ReactElement | null {
  const { t } = useTranslation("model");
  const may = useMay("evaluation.read");
  // A rule that never judged anything has no figures: the server does not know it.
  const { data } = useQuery({
    ...reading("/ops/rules/{id}/effectiveness", { params: { id: rule } }),
    enabled: may,
  });
  const versions = data?.versions ?? [];
  const alerts = versions.reduce((sum, one) => sum + one.alerts, 0);
  const confirmed = versions.reduce((sum, one) => sum + one.confirmed + one.partly, 0);
  const labelled = confirmed + versions.reduce((sum, one) => sum + one.notConfirmed, 0);
  if (alerts === 0) return null;
  return <p>{t("rule.effect", { alerts, labelled, share: percent(confirmed, labelled) })}</p>;
}
