import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { useMay, useMe } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import { Button } from "../../../ui/button.tsx";
import { FactGrid } from "../../../ui/fact-grid.tsx";
import { Section } from "../../../ui/page.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { type Issued, SecretDialog } from "../parts/secret-dialog.tsx";
import styles from "../settings.module.css";
import { Addresses } from "./addresses.tsx";
import { Grants } from "./grants.tsx";
import { touched } from "./holder.ts";
import type { Person } from "./people.tsx";
import { TokenForm } from "./token-form.tsx";

type Act = "token" | "password" | "end";

/** One person: account, roles, and where they are told. */
export function PersonCard({ person }: { readonly person: Person }): ReactElement {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("account.write");
  const mayNotify = useMay("notify.write");
  const isOver = person.revokedAt !== null;
  return (
    <Section title={`${person.name} (${person.id})`}>
      <div className={styles.stack}>
        <FactGrid
          facts={[
            [t("people.since"), moment(person.createdAt)],
            [t("people.tokens"), person.tokens],
            [t("people.endedAt"), person.revokedAt === null ? undefined : moment(person.revokedAt)],
          ]}
        />
        <Grants holder={{ kind: "person", id: person.id, name: person.name }} isOver={isOver} />
        {mayWrite && !isOver && <PersonActs person={person} />}
        {mayNotify && !isOver && <Addresses person={person.id} />}
      </div>
    </Section>
  );
}

function PersonActs({ person: { id, name } }: { readonly person: Person }): ReactElement {
  const { t } = useTranslation("settings");
  const me = useMe();
  const [act, setAct] = useState<Act>();
  const [issued, setIssued] = useState<Issued>();
  const close = (): void => setAct(undefined);
  return (
    <>
      <div className={styles.acts}>
        <Button onClick={() => setAct("password")}>{t("people.reset")}</Button>
        <Button onClick={() => setAct("token")}>{t("people.token")}</Button>
        <Button look="danger" disabled={id === me.id} onClick={() => setAct("end")}>
          {t("people.end")}
        </Button>
      </div>
      {act === "token" && <TokenForm person={id} name={name} onClose={close} />}
      {act === "password" && (
        <Confirm
          title={t("people.resetOf", { name })}
          act={t("people.reset")}
          change={() => post("/ops/people/{id}/password", { params: { id } })}
          touched={touched}
          onClose={close}
          onDone={setIssued}
        >
          <p>{t("people.resetMeans", { name })}</p>
        </Confirm>
      )}
      {act === "end" && (
        <Confirm
          title={t("people.endOf", { name })}
          act={t("people.end")}
          change={() => post("/ops/people/{id}/revoke", { params: { id } })}
          touched={[...touched, "/ops/org/people"]}
          onClose={close}
        >
          <p>{t("people.endMeans", { name })}</p>
        </Confirm>
      )}
      {issued !== undefined && (
        <SecretDialog issued={issued} hint={t("people.resetHint")} onClose={() => setIssued(undefined)} />
      )}
    </>
  );
}
