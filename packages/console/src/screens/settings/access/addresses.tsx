import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, type Given, put } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { Button } from "../../../ui/button.tsx";
import { TextField } from "../../../ui/field.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";

const path = "/ops/people/{id}/addresses";
/** Kinds of channels on which a person has an address, and what it looks like. */
const shapes = {
  smtp: "[^\\s@]+@[^\\s@]+",
  sms: "\\+?[0-9]{5,20}",
  dingtalk: "[A-Za-z0-9_.@\\-]{1,100}",
  wecom: "[A-Za-z0-9_.@\\-]{1,100}",
  feishu: "[A-Za-z0-9_.@\\-]{1,100}",
} as const;
type Kind = keyof typeof shapes;
const kinds = Object.keys(shapes) as readonly Kind[]; // the keys of the table above
type Known = Answer<"get", typeof path>["addresses"];

/** Where a person is told outside the console. */
export function Addresses({ person }: { readonly person: string }): ReactElement {
  const { t } = useTranslation("settings");
  const { data, error, refetch } = useQuery(reading(path, { params: { id: person } }));
  return (
    <>
      <h3>{t("addresses.title")}</h3>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <AddressForm person={person} known={data.addresses} />}
    </>
  );
}

function AddressForm({ person, known }: { readonly person: string; readonly known: Known }): ReactElement {
  const { t } = useTranslation("settings");
  const [given, setGiven] = useState<Partial<Record<Kind, string>>>({});
  const save = useChange(
    (body: NonNullable<Given<"put", typeof path>["body"]>) => put(path, { params: { id: person }, body }),
    [path],
    () => setGiven({}),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(
      Object.fromEntries(
        Object.entries(given).map(([kind, value]) => [kind, value.trim() === "" ? null : value.trim()]),
      ),
    );
  };
  return (
    <form className={styles.stack} onSubmit={submit}>
      <div className={styles.pair}>
        {kinds.map((kind) => (
          <TextField
            key={kind}
            label={t(`channels.kinds.${kind}`)}
            maxLength={320}
            pattern={shapes[kind]}
            value={given[kind] ?? known[kind] ?? ""}
            onChange={({ target }) => setGiven({ ...given, [kind]: target.value })}
          />
        ))}
      </div>
      {save.error !== null && <Problem error={save.error} />}
      <div className={styles.acts}>
        <Button type="submit" disabled={save.isPending || Object.keys(given).length === 0}>
          {t("addresses.save")}
        </Button>
        <span role="status">{save.isSuccess && t("saved")}</span>
      </div>
    </form>
  );
}
