import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post as send } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { language } from "../../../i18n/i18n.ts";
import { moment } from "../../../i18n/format.ts";
import { useNames } from "../../../loop/names.ts";
import { PersonField } from "../../../loop/who-fields.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { DateFields, saidDays } from "../parts/date-fields.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { type Post, touched } from "./org.ts";

const path = "/ops/org/holders";
type Holder = Answer<"get", typeof path>["holders"][number];

/** Who held, holds and will hold a post. */
export function Holders({
  post,
  onClose,
}: {
  readonly post: Post;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const names = useNames();
  const mayWrite = useMay("org.write");
  const { data, error, refetch } = useQuery(reading(path, { query: { post: post.id, limit: 500 } }));
  const [ending, setEnding] = useState<Holder>();
  return (
    <Dialog title={t("posts.holdersOf", { name: post.name[language()] })} size="wide" onClose={onClose}>
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data?.holders.length === 0 && <p className={styles.soft}>{t("posts.nobody")}</p>}
        {data !== undefined && data.holders.length > 0 && (
          <DataTable
            label={t("posts.holders")}
            rows={data.holders}
            keyOf={({ id }) => id}
            columns={[
              { title: t("person"), kind: "wide", show: ({ person }) => names.person(person) },
              { title: t("from"), show: ({ validFrom }) => moment(validFrom) },
              { title: t("until"), show: ({ validTo }) => (validTo === null ? t("open") : moment(validTo)) },
              {
                title: t("act"),
                show: (one) =>
                  mayWrite &&
                  holdsNow(one) && (
                    <Button
                      size="small"
                      look="danger"
                      aria-label={t("posts.endHolderOf", { name: names.person(one.person) })}
                      onClick={() => setEnding(one)}
                    >
                      {t("posts.endHolder")}
                    </Button>
                  ),
              },
            ]}
          />
        )}
        {mayWrite && <HolderForm post={post.id} />}
      </div>
      {ending !== undefined && <EndHolder post={post} holder={ending} onClose={() => setEnding(undefined)} />}
    </Dialog>
  );
}

function EndHolder({
  post,
  holder: { id, person },
  onClose,
}: {
  readonly post: Post;
  readonly holder: Holder;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const name = useNames().person(person);
  return (
    <Confirm
      title={t("posts.endHolderOf", { name })}
      act={t("posts.endHolder")}
      change={() => send(path, { body: { id, post: post.id, person, validTo: new Date().toISOString() } })}
      touched={touched}
      onClose={onClose}
    >
      <p>{t("posts.endHolderMeans", { name, post: post.name[language()] })}</p>
    </Confirm>
  );
}

const holdsNow = ({ validFrom, validTo }: Holder): boolean =>
  Date.parse(validFrom) <= Date.now() && (validTo === null || Date.parse(validTo) > Date.now());

const noDays = { validFrom: "", validTo: "" };

function HolderForm({ post }: { readonly post: string }): ReactElement {
  const { t } = useTranslation("settings");
  const [person, setPerson] = useState("");
  const [days, setDays] = useState(noDays);
  const add = useChange(
    () => send(path, { body: { post, person, ...saidDays(days) } }),
    touched,
    () => {
      setPerson("");
      setDays(noDays);
    },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className={styles.stack} onSubmit={submit} aria-label={t("posts.addHolder")}>
      <PersonField label={t("person")} required value={person} onChange={setPerson} />
      <DateFields
        days={days}
        isPast
        fromHint={t("validFromHint")}
        toHint={t("validToHint")}
        onChange={setDays}
      />
      {add.error !== null && <Problem error={add.error} />}
      <div>
        <Button type="submit" disabled={add.isPending}>
          {t("posts.addHolder")}
        </Button>
      </div>
    </form>
  );
}
