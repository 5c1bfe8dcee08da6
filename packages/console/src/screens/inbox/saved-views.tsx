import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post, remove } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Popup } from "../../ui/popup.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./inbox.module.css";
import { inbox } from "./screen.ts";
import { type InboxSearch, readSearch } from "./search.ts";
import { isView, usualViews } from "./views.ts";

const path = "/console/views";
type View = Answer<"get", typeof path>["views"][number];

/** Filters that people gave a name, and the way to keep the one that is in the address. */
export function SavedViews(): ReactElement {
  const { data } = useQuery(reading(path, { query: { screen: "alerts" } }));
  const search = inbox.route.useSearch();
  const views = data?.views ?? [];
  const { options } = useRouter();
  const known = [
    ...Object.values(usualViews),
    ...views.map(({ query }) => readSearch(options.parseSearch(`?${query}`))),
  ];
  const isKnown = known.some((view) => isView(search, view));
  return (
    <>
      {views.map((view) => (
        <SavedView key={view.id} view={view} />
      ))}
      {!isKnown && <SaveView />}
    </>
  );
}

function SavedView({ view: { id, name, query, own } }: { readonly view: View }): ReactElement {
  const { t } = useTranslation("inbox");
  const client = useQueryClient();
  const search = inbox.route.useSearch();
  const { options } = useRouter();
  const filter = readSearch(options.parseSearch(`?${query}`));
  const isShown = isView(search, filter);
  const end = useMutation({
    mutationFn: () => remove("/console/views/{id}", { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [path] }),
  });
  return (
    <>
      <Link
        to="/"
        search={{ ...filter, unit: search.unit }}
        activeOptions={{ exact: true, includeSearch: true }}
        className={classNames(styles.chip, isShown && styles.current)}
        aria-current={isShown || undefined}
      >
        {name}
      </Link>
      {isShown && own && (
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

function SaveView(): ReactElement {
  const { t } = useTranslation("inbox");
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
      {(close) => <SaveForm onDone={close} />}
    </Popup>
  );
}

function SaveForm({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation("inbox");
  const client = useQueryClient();
  const search = inbox.route.useSearch();
  const { options } = useRouter();
  const [name, setName] = useState("");
  const save = useMutation({
    mutationFn: () => {
      const { unit: _, ...filter }: InboxSearch & { readonly unit?: string | undefined } = search;
      const query = options.stringifySearch(filter).slice(1);
      return post(path, { body: { screen: "alerts", name: name.trim(), query } });
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
