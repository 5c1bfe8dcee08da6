import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../ui/field.tsx";

/** What is entered twice, so that nobody locks themselves out. */
interface Passwords {
  readonly password: string;
  readonly again: string;
}

/** The two fields of a new password. */
export function NewPassword({
  given,
  differs,
  onChange,
}: {
  readonly given: Passwords;
  readonly differs: boolean;
  readonly onChange: (passwords: Passwords) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { password, again } = given;
  const common = { type: "password", required: true, maxLength: 200, autoComplete: "new-password" } as const;
  return (
    <>
      <TextField
        {...common}
        label={t("login.newPassword")}
        hint={t("login.rule")}
        minLength={12}
        value={password}
        onChange={(event) => onChange({ password: event.target.value, again })}
      />
      <TextField
        {...common}
        label={t("login.repeat")}
        error={differs ? t("login.differs") : undefined}
        value={again}
        onChange={(event) => onChange({ password, again: event.target.value })}
      />
    </>
  );
}
