import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { Button } from "../../../ui/button.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { TextField } from "../../../ui/field.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import styles from "../settings.module.css";
import { AddPerson } from "./add-person.tsx";
import { PersonCard } from "./person-card.tsx";

/** A person who may sign in. */
export type Person = Answer<"get", "/ops/people">["people"][number];

/** Most that are shown at once; whoever looks for another one types more. */
const most = 100;

/** Everybody who is registered, and what one of them may do. */
export function People(): ReactElement {
  const { t } = useTranslation("settings");
  const { of } = useSearch({ from: "/settings" });
  const mayWrite = useMay("account.write");
  const [words, setWords] = useState("");
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(reading("/ops/people"));
  const wanted = words.trim().toLowerCase();
  const found = (data?.people ?? []).filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(wanted));
  const shown = data?.people.find(({ id }) => id === of);
  return (
    <>
      <Filters
        label={t("filters")}
        acts={
          mayWrite && (
            <Button icon="plus" onClick={() => setAdding(true)}>
              {t("people.add")}
            </Button>
          )
        }
      >
        <TextField
          label={t("people.find")}
          maxLength={200}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </Filters>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && found.length === 0 && <State title={t("people.none")} icon="person" />}
      <div className={shown === undefined ? undefined : styles.both}>
        {found.length > 0 && (
          <div className={styles.stack}>
            <PersonTable people={found.slice(0, most)} />
            {found.length > most && (
              <p className={styles.soft}>{t("people.more", { count: found.length - most })}</p>
            )}
          </div>
        )}
        {shown !== undefined && <PersonCard key={shown.id} person={shown} />}
      </div>
      {isAdding && <AddPerson onClose={() => setAdding(false)} />}
    </>
  );
}

function PersonTable({ people }: { readonly people: readonly Person[] }): ReactElement {
  const { t } = useTranslation("settings");
  const { of } = useSearch({ from: "/settings" });
  const account: readonly Column<Person>[] = [
    { title: t("people.tokens"), kind: "end", show: ({ tokens }) => tokens },
    { title: t("people.since"), show: ({ createdAt }) => moment(createdAt) },
  ];
  return (
    <DataTable
      label={t("viewNames.people")}
      rows={people}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("name"),
          kind: "wide",
          show: ({ id, name }) => (
            <GoTo
              to="/settings"
              search={{ tab: "access", view: "people", of: id }}
              aria-current={id === of ? "true" : undefined}
              className={id === of ? styles.current : undefined}
            >
              {name}
            </GoTo>
          ),
        },
        { title: t("id"), show: ({ id }) => id },
        // Beside one person there is no room for what stands there of them as well.
        ...(of === undefined ? account : []),
        {
          title: t("state"),
          show: ({ revokedAt }) => (
            <StateMark
              tone={revokedAt === null ? "good" : "faint"}
              text={t(revokedAt === null ? "active" : "ended")}
            />
          ),
        },
      ]}
    />
  );
}
