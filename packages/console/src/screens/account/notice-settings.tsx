import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, put } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./account.module.css";
import { NoticeKinds } from "./notice-kinds.tsx";
import { NoticeTimes } from "./notice-times.tsx";

const path = "/console/notifications/preferences";
type Settings = Answer<"get", typeof path>;
/** How a person is told of things. */
export type Preferences = Settings["preferences"];
/** A kind of notice. */
export type Kind = Settings["kinds"][number];

/** How the person is told: what, by which ways, when. */
export function NoticeSettings(): ReactElement {
  const { t } = useTranslation("account");
  const { data, error, refetch } = useQuery(reading(path));
  return (
    <Section title={t("notices.title")}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined ? error === null && <Loading /> : <Form settings={data} />}
    </Section>
  );
}

function Form({
  settings: { preferences, kinds, addresses },
}: {
  readonly settings: Settings;
}): ReactElement {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const [given, setGiven] = useState(preferences);
  const save = useMutation({
    mutationFn: () => put(path, { body: given }),
    onSuccess: () => client.invalidateQueries({ queryKey: [path] }),
  });
  return (
    <>
      <NoticeTimes given={given} onChange={setGiven} />
      <NoticeKinds given={given} kinds={kinds} onChange={setGiven} />
      <Addresses addresses={addresses} />
      {save.error !== null && <Problem error={save.error} />}
      <p className={styles.foot}>
        <Button look="main" disabled={save.isPending} onClick={() => save.mutate()}>
          {t("notices.save")}
        </Button>{" "}
        <span role="status" className={styles.said}>
          {save.isSuccess && t("notices.saved")}
        </span>
      </p>
    </>
  );
}

function Addresses({ addresses }: Pick<Settings, "addresses">): ReactElement {
  const { t } = useTranslation("account");
  const known = Object.entries(addresses);
  return (
    <dl className={styles.addresses}>
      <dt>{t("notices.addresses")}</dt>
      {known.map(([kind, address]) => (
        <dd key={kind}>
          {kind}: {address}
        </dd>
      ))}
      {known.length === 0 && <dd>{t("notices.noAddress")}</dd>}
      <dd>{t("notices.addressHint")}</dd>
    </dl>
  );
}
