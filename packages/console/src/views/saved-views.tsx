import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, type Given, post, remove } from "../api/call.ts";
import { reading } from "../api/queries.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Popup } from "../ui/popup.tsx";
import { Problem } from "../ui/problem.tsx";
import { isSameView } from "./same-view.ts";
import { ViewLink } from "./view-link.tsx";
import styles from "./views.module.css";

const path = "/console/views";
type View = Answer<"get", typeof path>["views"][number];

/** The list whose views these are. */
export interface ViewedList {
  /** As the server names it. */
  readonly screen: Given<"get", typeof path>["query"]["screen"];
  readonly to: string;
  /** What the address says now, with the unit. */
  readonly search: { readonly unit?: string | undefined };
  /** Reads what narrows the list from an address. */
  readonly read: (search: Record<string, unknown>) => object;
  /** Views that everybody has: they need not be kept. */
  readonly usual: readonly object[];
}

/** Filters of a list that people gave a name, and the way to keep the one that is in the address (UI-1). */
export function SavedViews(list: ViewedList): ReactElement {
  const { screen, search, read, usual } = list;
  const { data } = useQuery(reading(path, { query: { screen } }));
  const { options } = useRouter();
  const views = (data?.views ?? []).map((view) => ({
    view,
    filter: read(options.parseSearch(`?${view.query}`)),
  }));
  const isKnown = [...usual, ...views.map(({ filter }) => filter)].some((one) => isSameView(search, one));
  return (
    <>
      {views.map(({ view, filter }) => (
        <SavedView key={view.id} list={list} view={view} filter={filter} />
      ))}
      {!isKnown && <SaveView list={list} />}
    </>
  );
}

function SavedView({
  list: { to, search },
  view: { id, name, own },
  filter,
}: {
  readonly list: ViewedList;
  readonly view: View;
  readonly filter: object;
}): ReactElement {
  const { t } = useTranslation("shell");
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => remove("/console/views/{id}", { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [path] }),
  });
  return (
    <>
      <ViewLink to={to} search={search} view={filter} text={name} />
      {isSameView(search, filter) && own && (
        <IconButton
          size="small"
          icon="close"
          name={t("views.remove", { name })}
          disabled={end.isPending}
          onClick={() => end.mutate()}
        />
      )}
    </>
  );
}

function SaveView({ list }: { readonly list: ViewedList }): ReactElement {
  const { t } = useTranslation("shell");
  return (
    <Popup
      label={t("views.save")}
      side="start"
      trigger={(props) => (
        <Button size="small" look="quiet" icon="plus" {...props}>
          {t("views.save")}
        </Button>
      )}
    >
      {(close) => <SaveForm list={list} onDone={close} />}
    </Popup>
  );
}

function SaveForm({
  list: { screen, search },
  onDone,
}: {
  readonly list: ViewedList;
  readonly onDone: () => void;
}): ReactElement {
  const { t } = useTranslation("shell");
  const client = useQueryClient();
  const { options } = useRouter();
  const [name, setName] = useState("");
  const save = useMutation({
    mutationFn: () => {
      const { unit: _, ...filter } = search;
      const query = options.stringifySearch(filter).slice(1);
      return post(path, { body: { screen, name: name.trim(), query } });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [path] });
      onDone();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={styles.saveForm} onSubmit={submit}>
      {save.error !== null && <Problem error={save.error} />}
      <TextField
        label={t("views.name")}
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <div>
        <Button type="submit" look="main" disabled={save.isPending || name.trim() === ""}>
          {t("views.keep")}
        </Button>
      </div>
    </form>
  );
}
