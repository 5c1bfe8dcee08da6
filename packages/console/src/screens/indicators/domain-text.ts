import { useTranslation } from "react-i18next";

/** Domains of the library. */
export const domains = ["PROC", "CON", "FIN", "GEN"] as const;

/** Names of domains; one of a model that the library does not bring is named by its letters. */
export function useDomainText(): (domain: string) => string {
  const { t } = useTranslation("indicators");
  return (domain) => {
    const known = domains.find((one) => one === domain);
    return known === undefined ? domain : t(`domains.${known}`);
  };
}
