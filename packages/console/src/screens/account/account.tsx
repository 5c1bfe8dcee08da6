import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../ui/page.tsx";
import { NoticeSettings } from "./notice-settings.tsx";
import { PasswordForm } from "./password-form.tsx";
import { Sessions } from "./sessions.tsx";

/** One's own account. */
export function Account(): ReactElement {
  const { t } = useTranslation("account");
  return (
    <Page title={t("title")}>
      <PasswordForm />
      <Sessions />
      <NoticeSettings />
    </Page>
  );
}
