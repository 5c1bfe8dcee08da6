import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** Names of domains by the first part of their rules' ids; one that is not known shows that. */
export function useDomainName(): (domain: string) => string {
  const { t } = useTranslation("overview");
  return useCallback(
    (domain) => {
      const names: Readonly<Record<string, string>> = t("domains.names", { returnObjects: true });
      return names[domain] ?? domain;
    },
    [t],
  );
}
