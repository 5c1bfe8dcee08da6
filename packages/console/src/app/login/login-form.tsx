import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { addressOf } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { signIn } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Failed } from "./failed.tsx";
import styles from "./login.module.css";

interface Props {
  /** Who has to sign in again; everybody may where it is left out. */
  readonly person?: string | undefined;
  /** Whether a password was set just now. */
  readonly wasSet?: boolean;
  readonly onReset?: (() => void) | undefined;
}

/** Account and password, and the way to the identity provider where there is one. */
export function LoginForm({ person, wasSet = false, onReset }: Props): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const means = useQuery(reading("/console/session/means"));
  const [given, setGiven] = useState({ person: person ?? "", password: "" });
  const password = useRef<HTMLInputElement>(null);
  const entry = useMutation({
    mutationFn: () => signIn(client, { ...given, person: given.person.trim() }),
    onError: () => {
      password.current?.focus();
      password.current?.select();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    entry.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {wasSet && (
        <p className={styles.note} role="status">
          {t("login.done")}
        </p>
      )}
      {entry.error !== null && <Failed error={entry.error} />}
      <TextField
        label={t("login.person")}
        name="username"
        autoComplete="username"
        required
        maxLength={100}
        spellCheck={false}
        autoCapitalize="none"
        readOnly={person !== undefined}
        autoFocus={person === undefined}
        value={given.person}
        onChange={(event) => setGiven({ ...given, person: event.target.value })}
      />
      <TextField
        ref={password}
        label={t("login.password")}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        maxLength={200}
        autoFocus={person !== undefined}
        data-first=""
        value={given.password}
        onChange={(event) => setGiven({ ...given, password: event.target.value })}
      />
      <Button type="submit" look="main" size="wide" disabled={entry.isPending}>
        {entry.isPending ? t("login.busy") : t("login.submit")}
      </Button>
      {means.data?.oidc === true && <OidcButton />}
      {onReset !== undefined && (
        <p className={styles.help}>
          {t("login.forgot")} {t("login.forgotHint")}{" "}
          <button type="button" className={styles.link} onClick={onReset}>
            {t("login.useToken")}
          </button>
        </p>
      )}
    </form>
  );
}

/** Goes to the identity provider, which sends the browser back to where it was. */
function OidcButton(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <span className={styles.or}>{t("login.or")}</span>
      <Button size="wide" onClick={goToProvider}>
        {t("login.oidc")}
      </Button>
    </>
  );
}

function goToProvider(): void {
  const returnTo = `${location.pathname}${location.search}`;
  // The server takes plain paths alone.
  const query = /^\/(?:[\w.~%-][\w.~%/?&=#-]*)?$/.test(returnTo) ? { returnTo } : {};
  location.assign(addressOf("/console/session/oidc", { query }));
}
