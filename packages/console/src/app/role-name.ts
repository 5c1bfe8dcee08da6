import { useTranslation } from "react-i18next";

/** Names of roles in the language of the screen; a role that this console does not know yet shows its id. */
export function useRoleName(): (role: string) => string {
  const { t } = useTranslation();
  return (role) => {
    const names: Readonly<Record<string, string>> = t("roles", { returnObjects: true });
    return names[role] ?? role;
  };
}
