import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { domains } from "./domains.ts";

/** Names of domains; one that is not known shows its code. */
export function useDomainName(): (domain: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (domain) => {
      const known = domains.find((one) => one === domain);
      return known === undefined ? domain : t(`words.domains.${known}`);
    },
    [t],
  );
}
